import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchJars } from '../src/elasticsearch/fetch-jars.ts';
import { jarsOf } from '../src/elasticsearch/releases.ts';

const RELEASE = '8.19.21';
const PATHS = jarsOf(RELEASE).map(({ path }) => path);
const [FIRST = ''] = PATHS;

/** A Maven repository of the jars that this project has anyway. */
let repository: Server;
let url = '';
let asked: string[] = [];
/** Paths that the repository answers with something else. */
let broken: Record<string, (bytes: Buffer) => Buffer | null> = {};
let tools: string;
let real: string;

beforeAll(async () => {
  real = (await fetchJars(RELEASE)).home;
  const files = new Map(
    readdirSync(real, { recursive: true, encoding: 'utf8' }).map((name) => [
      basename(name),
      join(real, name),
    ]),
  );
  repository = createServer((request, response) => {
    const path = (request.url ?? '').replace('/maven2/', '');
    asked.push(path);
    const bytes = readFileSync(files.get(basename(path)) ?? '');
    const body = broken[path] === undefined ? bytes : broken[path](bytes);
    if (body === null) response.writeHead(502);
    response.end(body ?? undefined);
  }).listen(0, '127.0.0.1');
  await once(repository, 'listening');
  url = `http://127.0.0.1:${(repository.address() as AddressInfo).port}/maven2`;
});
afterAll(() => {
  repository.close();
  repository.closeAllConnections();
});
beforeEach(() => {
  tools = mkdtempSync(join(tmpdir(), 'fetch-jars-'));
  asked = [];
  broken = {};
});
afterEach(() => rmSync(tools, { recursive: true, force: true }));

const fetchAll = () => fetchJars(RELEASE, { tools, repository: url });
const list = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

test('every jar comes once and in its place; what is there is not fetched again', async () => {
  const { home } = await fetchAll();
  expect(list(home)).toEqual(list(real));
  expect(asked.sort()).toEqual([...PATHS].sort());
  await fetchAll();
  expect(asked).toHaveLength(PATHS.length);
});

test('two at once do not disturb each other', async () => {
  const [one, other] = await Promise.all([fetchAll(), fetchAll()]);
  expect(other).toEqual(one);
  expect(list(join(tools, 'elasticsearch')).filter((name) => !name.includes('/'))).toEqual([RELEASE]);
  expect(list(one.home)).toEqual(list(real));
});

test.each([
  ['is not what it should be', (bytes: Buffer) => bytes.subarray(1), 'instead of'],
  ['does not come', () => null, 'answered 502'],
] as const)('nothing counts when a jar %s, and the next attempt brings all', async (_, fault, message) => {
  broken = { [FIRST]: fault };
  await expect(fetchAll()).rejects.toThrow(message);
  expect(list(tools)).toEqual(['elasticsearch']);
  broken = {};
  expect(list((await fetchAll()).home)).toEqual(list(real));
});

test('a folder that lacks a jar is filled anew', async () => {
  const home = join(tools, 'elasticsearch', RELEASE);
  cpSync(real, home, { recursive: true });
  rmSync(join(home, 'lib', readdirSync(join(home, 'lib'))[0] ?? ''));
  expect(list((await fetchAll()).home)).toEqual(list(real));
});
