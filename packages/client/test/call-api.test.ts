import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AchillesClient } from '../src/achilles-client.ts';
import { ApiUnreachable } from '../src/api-unreachable.ts';

let server: Server;
let url: string;
let seen: { path: string; token: string | undefined }[];
let answers: [status: number, headers: Record<string, string>, body: string][];

beforeEach(async () => {
  seen = [];
  answers = [];
  server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', token: request.headers.authorization });
    const [status, headers, body] = answers.shift() ?? [200, {}, '[]'];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

test('an API below a path of a proxy is called there, with the token', async () => {
  await new AchillesClient({ url: `${url}/achilles/`, token: 'pa_x' }).get('availableTests', { limit: 3 });
  expect(seen).toEqual([{ path: '/achilles/api/analytics/available-tests?limit=3', token: 'Bearer pa_x' }]);
});

test('an answer tells what it can be quoted with', async () => {
  const headers = { 'X-Window': 'a/b', 'X-As-Of': 'c', 'X-Rollup': 'raw', 'X-Total-Count': '7' };
  answers = [[200, headers, '["t"]']];
  expect(await new AchillesClient({ url }).ask('availableTests')).toEqual({
    ...{ body: ['t'], window: 'a/b', asOf: 'c', source: 'raw', total: 7 },
  });
});

test('what passes is tried again after the time that is asked for, what does not pass is not', async () => {
  const busy = '{"success":false,"error":"busy"}';
  answers = [
    [503, { 'Retry-After': '0' }, busy],
    [429, { 'Retry-After': '0' }, busy],
    [400, {}, '{"success":false,"error":"bad","details":[{"path":"from","message":"bad"}]}'],
  ];
  const failing = new AchillesClient({ url }).get('availableTests');
  await expect(failing).rejects.toMatchObject({ status: 400, message: 'bad', details: [{ path: 'from' }] });
  expect(seen.length).toBe(3);
  answers = [[503, { 'Retry-After': '0' }, busy]];
  await expect(new AchillesClient({ url, retries: 0 }).get('availableTests')).rejects.toMatchObject({
    status: 503,
    retryAfter: 0,
  });
});

test('nothing at the address is told with it', async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const asking = new AchillesClient({ url, retries: 0 }).get('availableTests');
  await expect(asking).rejects.toThrow(ApiUnreachable);
  await expect(asking).rejects.toThrow(`http://127.0.0.1:${port}`);
});
