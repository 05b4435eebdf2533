import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needsServers } from '../src/needs-servers.ts';

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'needs-servers-'));
  const files = {
    'asks.test.ts': "const [server] = inject('elasticsearch');",
    'helper.ts': "export const redis = () => inject('redisUrl');",
    'between.ts': "import { a } from './alone.test.ts';\nexport { redis } from './helper.ts';",
    'asks-far-away.test.ts': "import {\n  redis,\n} from './between.ts';",
    'alone.test.ts': "import { b } from './cycle.ts';\nimport { missing } from './missing.ts';",
    'cycle.ts': "import { a } from './alone.test.ts';",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [['asks.test.ts'], true],
  [['asks-far-away.test.ts'], true],
  [['alone.test.ts'], false],
  [['alone.test.ts', 'asks.test.ts'], true],
  [[], false],
])('%o need servers: %o', (names, expected) => {
  expect(needsServers(names.map(file))).toBe(expected);
});
