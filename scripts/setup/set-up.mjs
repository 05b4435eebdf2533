import { join } from 'node:path';
import { dependenciesAreReady, installDependencies } from './dependencies.mjs';
import { withLock } from './lock.mjs';
import { installTools, toolsAreReady, toolsFolder } from './toolchain.mjs';

const tell = (text) => process.stderr.write(`[set-up] ${text}\n`);

async function phase(name, work) {
  const started = performance.now();
  tell(`${name} …`);
  await work();
  tell(`${name}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Makes Node.js, pnpm and the libraries that a command needs available; does nothing when they are. */
export async function setUp(root, need) {
  const isReady = () => toolsAreReady(root) && dependenciesAreReady(root, need);
  if (isReady()) return;
  await withLock(join(toolsFolder(root), 'set-up.lock'), tell, async () => {
    if (!toolsAreReady(root))
      await phase('getting Node.js and pnpm from the npm registry', () => installTools(root));
    if (!dependenciesAreReady(root, need)) {
      await phase(`installing the ${need} libraries`, () => installDependencies(root, need));
    }
  });
}
