import { Client, type ClientOptions, HttpConnection } from '@elastic/elasticsearch';

/** How to reach an Elasticsearch and as whom (CONTRACT section 6). */
export interface ElasticsearchConnection {
  /** The address of a node, or the id of a deployment of Elastic Cloud. */
  readonly target: { readonly node: string } | { readonly cloudId: string };
  readonly credentials:
    | { readonly apiKey: string }
    | { readonly username: string; readonly password: string }
    | null;
  /** PEM text of the authority that signed the node's certificate; null for the public ones. */
  readonly caCert: string | null;
  readonly tlsInsecureSkipVerify: boolean;
}

const targetOf = ({ target }: ElasticsearchConnection): ClientOptions =>
  'node' in target ? { node: target.node } : { cloud: { id: target.cloudId } };

function tlsOf({
  caCert,
  tlsInsecureSkipVerify,
}: ElasticsearchConnection): NonNullable<ClientOptions['tls']> {
  return {
    ...(caCert !== null && { ca: caCert }),
    ...(tlsInsecureSkipVerify && { rejectUnauthorized: false }),
  };
}

/** A client whose calls are neither repeated nor timed by the driver: `ElasticsearchCalls` decides both. */
export function connect(connection: ElasticsearchConnection): Client {
  return new Client({
    ...targetOf(connection),
    ...(connection.credentials !== null && { auth: connection.credentials }),
    tls: tlsOf(connection),
    // An aborted request closes its connection, which is how the node learns to cancel a search.
    Connection: HttpConnection,
    maxRetries: 0,
    requestTimeout: 24 * 60 * 60 * 1_000,
    enableMetaHeader: false,
    redaction: { type: 'remove' },
  });
}
