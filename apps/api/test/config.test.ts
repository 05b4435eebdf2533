import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@achilles/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readApiConfig } from '../src/config.ts';
import { loadOrganizations } from '../src/load-organizations.ts';

const read = (variables: Record<string, string> = {}) =>
  readApiConfig(
    { authMode: 'none', logLevel: 'warn', drainSeconds: 0 },
    { ACHILLES_ROOT: '/project', ...variables },
  );

describe('the environment', () => {
  test('has defaults that work', () => {
    expect(read()).toEqual({
      port: 3000,
      host: '127.0.0.1',
      authMode: 'none',
      logLevel: 'warn',
      corsOrigins: [],
      organizationsFile: null,
      drainMs: 0,
    });
  });

  test('set to nothing is not set', () => {
    expect(read({ PORT: '', HOST: '', AUTH_MODE: '', LOG_LEVEL: '' })).toEqual(read());
  });

  test.each([
    [{ PORT: 'x' }, 'PORT must be a whole number from 0 to 65535'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535'],
    [{ DRAIN_SECONDS: '301' }, 'DRAIN_SECONDS must be a whole number from 0 to 300'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent'],
    [{ AUTH_MODE: 'off' }, 'AUTH_MODE must be one of none, required'],
    [{ AUTH_MODE: 'required' }, 'AUTH_MODE=required needs credentials to check'],
    [{ HOST: '0.0.0.0' }, 'AUTH_MODE=none lets every caller in and HOST=0.0.0.0 is not loopback'],
    [{ HOST: 'localhost.example.com' }, 'is not loopback'],
  ])('%o is refused in words', (variables, message) => {
    expect(() => read(variables)).toThrow(ConfigError);
    expect(() => read(variables)).toThrow(message);
  });

  test('every fault is told at once', () => {
    expect(() => read({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/LOG_LEVEL .*\n.*PORT/);
  });

  test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('%s is loopback', (host) => {
    expect(read({ HOST: host }).host).toBe(host);
  });

  test('another address may be said in words', () => {
    expect(read({ HOST: '0.0.0.0', ALLOW_INSECURE_BIND: '1' }).host).toBe('0.0.0.0');
  });
});

describe('the file of organizations', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'organizations-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (text: string) => {
    const file = join(folder, 'organizations.json');
    writeFileSync(file, text);
    return loadOrganizations(file);
  };
  const acme = { uuid: 'o1', shortName: 'ACME', fullName: 'ACME Corp' };

  test('holds names', async () => {
    expect(await load(JSON.stringify([acme]))).toEqual([acme]);
  });

  test.each([
    ['{"uuid": "o1"}', /must hold/],
    ['[{"uuid": "o1"}]', /must hold/],
    ['not json', /can't be read/],
    [JSON.stringify([acme, acme]), /names o1 twice/],
  ])('%s is refused', async (text, message) => {
    await expect(load(text)).rejects.toThrow(message);
  });

  test('that is missing is told', async () => {
    await expect(loadOrganizations(join(folder, 'none.json'))).rejects.toThrow(
      /ORGANIZATIONS_FILE can't be read: ENOENT/,
    );
  });
});
