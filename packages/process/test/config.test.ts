import { describe, expect, test } from 'vitest';
import {
  readDataConfig,
  readElasticsearchConfig,
  readIndexSettings,
  readRedisConfig,
} from '../src/config.ts';
import { ConfigError } from '../src/environment.ts';
import { readAll } from '../src/read-all.ts';

describe('where the data is', () => {
  test('has defaults that work', () => {
    expect(readDataConfig({ ACHILLES_ROOT: '/project' })).toEqual({
      dataDir: '/project/.data',
      dataFile: '/project/.data/achilles.duckdb',
      stagingDir: '/project/.data/staging',
    });
    expect(readIndexSettings({})).toEqual({
      pattern: 'achilles-results-*',
      writePrefix: 'achilles-results',
      rollover: 'monthly',
    });
  });

  test.each([
    [{ ELASTICSEARCH_WRITE_INDEX_ROLLOVER: 'none' }, 'rows would be written to achilles-results, which'],
    [
      { ELASTICSEARCH_WRITE_INDEX_PREFIX: 'Bad' },
      "ELASTICSEARCH_WRITE_INDEX_PREFIX can't start an index name",
    ],
  ])('%o is refused in words', (variables, message) => {
    expect(() => readIndexSettings(variables)).toThrow(ConfigError);
    expect(() => readIndexSettings(variables)).toThrow(message);
  });
});

describe('how Elasticsearch is reached', () => {
  test('by an address, with what it takes to be let in', () => {
    expect(
      readElasticsearchConfig({
        ELASTICSEARCH_NODE: 'https://search.example:9200',
        ELASTICSEARCH_USERNAME: 'reader',
        ELASTICSEARCH_PASSWORD: 'word',
        ELASTICSEARCH_TLS_INSECURE_SKIP_VERIFY: 'true',
      }),
    ).toEqual({
      target: { node: 'https://search.example:9200' },
      credentials: { username: 'reader', password: 'word' },
      caCert: null,
      tlsInsecureSkipVerify: true,
    });
  });

  test.each([
    [{}, 'ELASTICSEARCH_NODE is not set'],
    [{ ELASTICSEARCH_NODE: 'search.example' }, 'ELASTICSEARCH_NODE must be a URL'],
    [{ ELASTICSEARCH_NODE: 'http://a', ELASTICSEARCH_CLOUD_ID: 'b' }, 'name two clusters'],
    [{ ELASTICSEARCH_NODE: 'http://a', ELASTICSEARCH_USERNAME: 'b' }, 'set together or not at all'],
  ])('%o is refused in words', (variables, message) => {
    expect(() => readElasticsearchConfig(variables)).toThrow(message);
  });
});

test('Redis is reached by its address, under keys of our own', () => {
  const url = 'redis://127.0.0.1:6379';
  expect(readRedisConfig({ REDIS_URL: url })).toEqual({ url, prefix: 'achilles' });
  expect(readRedisConfig({ REDIS_URL: url, REDIS_PREFIX: 'staging' })).toEqual({ url, prefix: 'staging' });
  expect(() => readRedisConfig({})).toThrow('REDIS_URL is not set');
  expect(() => readRedisConfig({ REDIS_URL: 'http://a' })).toThrow('REDIS_URL must be a URL');
  expect(() => readRedisConfig({ REDIS_URL: url, REDIS_PREFIX: 'a b' })).toThrow(
    'REDIS_PREFIX must be letters',
  );
});

test('the faults of several settings are told together', () => {
  const read = () =>
    readAll({
      elasticsearch: () => readElasticsearchConfig({}),
      redis: () => readRedisConfig({}),
    });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/ELASTICSEARCH_NODE is not set.*\nREDIS_URL is not set/);
});
