import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callersFolder } from './setup/config.mjs';
import { runInPlace } from './setup/run-process.mjs';
import { setUp } from './setup/set-up.mjs';
import { toolchain } from './setup/toolchain.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** As in the Dockerfile, whose processes these are. */
const PRODUCTION = ['--max-semi-space-size=2'];

const COMMANDS = {
  start: {
    need: 'runtime',
    script: 'apps/standalone/src/main.ts',
    does: 'serve the API from one process, with demo data in an empty store',
  },
  api: {
    need: 'runtime',
    nodeOptions: PRODUCTION,
    script: 'apps/api/src/main.ts',
    does: 'serve the API as the production process',
  },
  worker: {
    need: 'runtime',
    nodeOptions: PRODUCTION,
    script: 'apps/worker/src/main.ts',
    does: 'do the jobs that the API has queued',
  },
  import: {
    need: 'runtime',
    script: 'apps/standalone/src/import-command.ts',
    inCallersFolder: true,
    does: 'import execution documents from NDJSON files',
  },
  'demo-data': {
    need: 'runtime',
    script: 'apps/standalone/src/demo-data-command.ts',
    inCallersFolder: true,
    does: 'write generated executions to a file',
  },
  servers: {
    need: 'development',
    script: 'packages/testkit/src/servers-command.ts',
    does: 'start a real Elasticsearch and Redis and print their addresses',
  },
  bench: {
    need: 'development',
    script: 'bench/bench-command.ts',
    does: 'measure this product side by side with what it replaces',
  },
  chaos: {
    need: 'development',
    script: 'chaos/chaos-command.ts',
    does: 'move rows while everything else fails, and compare what is left',
  },
  test: { need: 'development', script: 'scripts/test.ts', does: 'run every check and every test suite' },
  verify: {
    need: 'development',
    script: 'scripts/verify.ts',
    does: 'run the checks and tests that need no service',
  },
  format: { need: 'development', script: 'scripts/format.ts', does: 'format the sources' },
};

function usage() {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(
    ([name, { does }]) => `  npm run ${name.padEnd(width)}  ${does}`,
  );
  return `Commands:\n${lines.join('\n')}\n`;
}

async function main([name, ...args]) {
  if (name === undefined || name === '--help') {
    process.stdout.write(usage());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    process.stderr.write(`There is no command '${name}'.\n${usage()}`);
    return 2;
  }
  await setUp(root, command.need);
  const { node, env } = toolchain(root);
  return runInPlace(node, [...(command.nodeOptions ?? []), join(root, command.script), ...args], {
    cwd: command.inCallersFolder ? callersFolder : root,
    env,
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
