import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  answerFault,
  askOracle,
  createRng,
  type OracleAnswer,
  randomRequest,
  randomWorld,
  takeCursor,
  type World,
} from '@achilles/query-core/testing';
import type { TestElasticsearch } from '@achilles/testkit';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { runCommand, startServer } from './run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const variables = () => ({ DATA_DIR: join(folder, 'data'), DEMO_EXECUTIONS: '0' });
const runImport = (args: readonly string[], input?: string) =>
  runCommand('import-command', args, variables(), input);
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const hit = (id: string, more: object = {}) => ({
  _id: id,
  _source: {
    routing: { event_time: '2026-04-23T10:00:00Z', oid: 'o', hostname: 'h' },
    event: { ERROR: 101 },
    f0rtika: { test_uuid: 'u', test_name: 'n', ...more },
  },
});
const hits = (...ids: string[]) => ids.map((id) => JSON.stringify(hit(id))).join('\n');
const score = async (url: string) =>
  (await fetch(`${url}/api/analytics/defense-score?from=2000`)).json() as Promise<Record<string, number>>;

describe('npm run import', () => {
  test('takes plain files, gzip whatever its name, globs and standard input', async () => {
    const plain = file('a.ndjson', hits('1', '2'));
    file('b-1.txt', gzipSync(hits('3')));
    file('b-2.txt', Buffer.concat([gzipSync(`${hits('4')}\n`), gzipSync(hits('5'))]));
    const { code, stdout, stderr } = await runImport([plain, join(folder, 'b-*.txt'), '-'], hits('6'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^6 added, 0 replaced, 0 unchanged, 0 refused in \d+\.\d s \([\d,]+ rows\/s\)\n$/);
  });

  test('changes nothing when repeated', async () => {
    const plain = file('a.ndjson', hits('1', '2'));
    await runImport([plain]);
    expect((await runImport([plain])).stdout).toContain('0 added, 0 replaced, 2 unchanged, 0 refused');
  });

  test('lists refused lines and exits with 0, with --strict 1', async () => {
    const plain = file(
      'a.ndjson',
      [hits('1'), '{', JSON.stringify(hit('2', { test_name: null }))].join('\n'),
    );
    const lax = await runImport([plain]);
    expect(lax.code).toBe(0);
    expect(lax.stdout).toContain('1 added, 0 replaced, 0 unchanged, 2 refused');
    expect(lax.stderr).toBe(
      `${plain}:2: is not valid JSON\n${plain}:3: f0rtika.test_name missing: such a row is never counted\n`,
    );
    const strict = await runImport(['--strict', plain]);
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain('0 added, 0 replaced, 1 unchanged, 2 refused');
  });

  test.each([
    [['--help'], 0, /npm run import -- \[--strict\] FILE…/],
    [[], 2, /name at least one file/],
    [['--fast', 'x'], 2, /Unknown option '--fast'/],
    [['nowhere.ndjson'], 1, /there is no file nowhere\.ndjson/],
    [['nowhere-*.ndjson'], 1, /no file matches nowhere-\*\.ndjson/],
    [[tmpdir()], 1, /is a folder; name its files/],
  ])('%j', async (args, code, message) => {
    const ended = await runImport(args);
    expect(ended.code).toBe(code);
    expect(ended.stdout + ended.stderr).toMatch(message);
    expect(ended.stderr).not.toContain('    at ');
  });

  test('tells of a damaged gzip file by name, with and without a server', async () => {
    const damaged = file(
      'damaged.gz',
      gzipSync(hits(...Array.from({ length: 500 }, (_, i) => `${i}`))).subarray(0, 400),
    );
    const expected = { code: 1, stderr: `${damaged}: unexpected end of file\n` };
    expect(await runImport([damaged])).toMatchObject(expected);
    const server = await startServer(variables());
    expect(await runImport([damaged])).toMatchObject(expected);
    await server.stop();
  });

  test('works while the server has the data file open, and acts on its next answer', async () => {
    const server = await startServer(variables());
    const plain = file('a.ndjson', `${hits('1', '2', '3')}\n{`);
    const { code, stdout, stderr } = await runImport([plain]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${plain}:4: is not valid JSON\n` });
    expect(stdout).toContain('3 added, 0 replaced, 0 unchanged, 1 refused');
    expect(await score(server.url)).toMatchObject({ totalExecutions: 3 });
    await server.stop();
    expect((await runImport([plain])).stdout).toContain('0 added, 0 replaced, 3 unchanged, 1 refused');
  });

  test('many imports at once through one server all arrive', async () => {
    const server = await startServer(variables());
    const files = Array.from({ length: 4 }, (_, i) => file(`f${i}.ndjson`, hits('shared', `own-${i}`)));
    await Promise.all(files.map((name) => runImport([name])));
    expect(await score(server.url)).toMatchObject({ totalExecutions: 5 });
    await server.stop();
  });
});

test('with an address of Elasticsearch the rows go there', async () => {
  const [elasticsearch] = inject('elasticsearch') as readonly TestElasticsearch[];
  const prefix = `import-command-${process.pid}-achilles-results`;
  const plain = file('a.ndjson', hits('1', '2'));
  const settings = {
    ELASTICSEARCH_NODE: elasticsearch?.url ?? '',
    ELASTICSEARCH_INDEX_PATTERN: `${prefix}-*`,
    ELASTICSEARCH_WRITE_INDEX_PREFIX: prefix,
  };
  const runInto = () => runCommand('import-command', [plain], { ...variables(), ...settings });
  expect((await runInto()).stdout).toContain('2 added, 0 replaced, 0 unchanged, 0 refused');
  expect((await runInto()).stdout).toContain('0 added, 0 replaced, 2 unchanged, 0 refused');
  expect(existsSync(join(folder, 'data'))).toBe(false);
  await fetch(`${elasticsearch?.url}/${prefix}-2026.04`, { method: 'DELETE' });
});

/** A value without empty strings, which import drops; undefined when it was one. */
function withoutBlanks(value: unknown): unknown {
  if (value === '') return undefined;
  if (Array.isArray(value)) return value.map(withoutBlanks).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withoutBlanks(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

type RawDocument = World['documents'][number];
const asImported = (document: RawDocument): RawDocument => ({
  ...document,
  source: withoutBlanks(document.source) as RawDocument['source'],
});

/** An answer over HTTP in the oracle's words. */
async function answerOver(response: Response): Promise<OracleAnswer> {
  if (response.status !== 200) return { status: response.status as 400 | 403 };
  const { body } = takeCursor(await response.json());
  const total = response.headers.get('X-Total-Count');
  return { status: 200, body, ...(total !== null && { totalCount: Number(total) }) };
}

test('imported files are answered as the oracle answers them', async () => {
  const world = randomWorld(4711);
  const importable = world.documents.filter(({ index }) => index.startsWith('achilles-results-'));
  const half = Math.ceil(importable.length / 2);
  const asHits = importable
    .slice(0, half)
    .map(({ index, id, source }) => ({ _index: index, _id: id, _source: source }));
  const asPairs = importable
    .slice(half)
    .flatMap(({ index, id, source }) => [{ index: { _index: index, _id: id } }, source]);
  const text = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join('\n');
  const files = [file('hits.ndjson', text(asHits)), file('pairs.ndjson.gz', gzipSync(text(asPairs)))];
  const { code, stderr } = await runImport(files);
  expect(code).toBe(0);
  // What import refuses, rows without a code and conflicting layouts among them, is not in the oracle's world either.
  const refused = new Set([...stderr.matchAll(/^(.*):(\d+): /gm)].map(([, name, line]) => `${name}:${line}`));
  const documents = importable.map(asImported).filter((_, i) => {
    const line = i < half ? `${files[0]}:${i + 1}` : `${files[1]}:${(i - half) * 2 + 2}`;
    return !refused.has(line);
  });
  expect(documents.length).toBeGreaterThan(importable.length / 2);
  const organizations = file('organizations.json', JSON.stringify(world.organizations));
  const server = await startServer({ ...variables(), ORGANIZATIONS_FILE: organizations });
  const rng = createRng(4711);
  let compared = 0;
  for (let i = 0; i < 150; i++) {
    const { path, query } = randomRequest(rng, world);
    // The server reads its own clock; what depends on it is compared in the store's own tests.
    if ((!query.has('from') && !query.has('to')) || /now/.test(`${query.get('from')} ${query.get('to')}`))
      continue;
    if (path.endsWith('trend')) continue;
    const now = Date.now();
    const oracle = askOracle({ ...world, now, documents, acceptances: [] }, path, query);
    const answer = await answerOver(await fetch(`${server.url}/api/analytics/${path}?${query}`));
    expect(answerFault(answer, oracle), `${path}?${query}`).toBeNull();
    compared++;
  }
  await server.stop();
  expect(compared).toBeGreaterThan(40);
});
