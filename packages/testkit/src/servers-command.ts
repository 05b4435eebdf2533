import { once } from 'node:events';
import { provideServers, stopServers } from './provide-servers.ts';

const HELP = `Starts a real Elasticsearch and a real Redis on free ports of this machine, prints their addresses, and ends them with
Ctrl-C. They begin empty and keep nothing.

  pnpm servers

TEST_ELASTICSEARCH_URL, TEST_REDIS_URL   servers to use in place of started ones
MAVEN_REPOSITORY_URL                     where the jars of Elasticsearch come from (Maven Central)
`;

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  const stopped = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
  process.stderr.write('starting Elasticsearch and Redis …\n');
  const servers = await provideServers();
  const all = [...servers.elasticsearch, servers.redis];
  for (const { description } of all) process.stdout.write(`${description}\n`);
  for (const line of servers.missing) process.stdout.write(`${line}\n`);
  const [elasticsearch] = servers.elasticsearch;
  process.stdout.write(
    `\nELASTICSEARCH_NODE=${elasticsearch?.url} REDIS_URL=${servers.redis.url} AUTH_MODE=none npm run api\n` +
      'Ctrl-C ends them.\n',
  );
  await stopped;
  await stopServers(servers);
}

await main(process.argv.slice(2));
