import { once } from 'node:events';
import { provideServers, stopServers } from './provide-servers.ts';

const HELP = `Starts a real Elasticsearch and a real Redis on free ports of this machine, prints their addresses, and ends them with
Ctrl-C. They begin empty and keep nothing.

  npm run servers

TEST_ELASTICSEARCH_URL   Elasticsearch servers to use in place of started ones, apart by commas
TEST_REDIS_URL           a Redis to use in place of a started one
MAVEN_REPOSITORY_URL     a mirror of Maven Central to fetch the jars of Elasticsearch from, in place of Maven's own ways
`;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
  process.stdout.write('starting Elasticsearch and Redis …\n');
  const servers = await provideServers((line) => process.stdout.write(`${line}\n`));
  const [elasticsearch] = servers.elasticsearch;
  process.stdout.write(
    `\nELASTICSEARCH_NODE=${elasticsearch?.url} REDIS_URL=${servers.redis.url} AUTH_MODE=none npm run api\n` +
      'Ctrl-C ends them.\n',
  );
  // Where every server is given, nothing else keeps this process.
  const waiting = setInterval(() => undefined, 60_000);
  await stopped;
  clearInterval(waiting);
  await stopServers(servers);
}

await main(process.argv.slice(2));
