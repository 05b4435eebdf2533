import type { Client } from '@elastic/elasticsearch';
import { connect, type ElasticsearchConnection } from './connection.ts';
import { parseLosslessly } from './parse-losslessly.ts';

/** A client that gives documents back with their numbers as they were written; for those who copy them. */
export function connectLosslessly(connection: ElasticsearchConnection): Client {
  const client = connect(connection);
  client.serializer.deserialize = parseLosslessly;
  return client;
}
