import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NODE_VERSION, pinnedPnpm } from '../../setup/versions.mjs';
import { composeFile } from './compose-file.ts';
import { dockerfileStages, valuesOf } from './dockerfile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const stages = dockerfileStages(read('Dockerfile'));
const { services, networks, volumes } = composeFile(join(ROOT, 'docker-compose.yml'));
const PROCESSES = ['api', 'worker'];

describe('the Dockerfile', () => {
  test('takes the versions of Node.js and pnpm that the project pins', () => {
    expect(read('Dockerfile')).toContain(`ARG NODE_VERSION=${NODE_VERSION}\n`);
    expect(read('Dockerfile')).toContain(`ARG PNPM_VERSION=${pinnedPnpm(ROOT)}\n`);
  });

  test('installs what the lockfile pins, for production only, and runs no script of a package', () => {
    const installs = stages
      .flatMap(({ instructions }) => instructions)
      .filter(({ value }) => value.startsWith('pnpm '));
    expect(installs.length).toBeGreaterThan(0);
    for (const { value } of installs) expect(value).toMatch(/ --prod .*--ignore-scripts/);
    expect(installs.some(({ value }) => value.includes('--frozen-lockfile'))).toBe(true);
  });

  test.each(PROCESSES)('the %s runs as a numbered user, on files that it does not own', (name) => {
    expect(valuesOf(stages, name, 'USER').at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(valuesOf(stages, name, 'COPY')).toEqual(['--from=files /app /app']);
    expect(valuesOf(stages, name, 'CMD')).toEqual([
      JSON.stringify(['node', `apps/${name}/src/main.ts`]).replace(',', ', '),
    ]);
    expect(valuesOf(stages, name, 'HEALTHCHECK')).toEqual([expect.stringContaining('/health/live')]);
    expect(valuesOf(stages, name, 'EXPOSE')).toHaveLength(1);
  });

  test('lets in what the lockfile and the imports of its processes need, and nothing else', () => {
    const ignore = read('.dockerignore').split('\n');
    expect(ignore).toContain('*');
    const allowed = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(allowed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const packages = new Set(PROCESSES.map((name) => `apps/${name}`));
    for (const folder of packages) {
      const { dependencies } = JSON.parse(read(`${folder}/package.json`)) as {
        dependencies: Record<string, string>;
      };
      for (const [name, version] of Object.entries(dependencies))
        if (version.startsWith('workspace:')) packages.add(name.replace('@achilles/', 'packages/'));
    }
    const expected = [...packages].flatMap((folder) => [`${folder}/package.json`, `${folder}/src`]);
    expect(allowed.sort()).toEqual(
      ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...expected].sort(),
    );
  });
});

describe.each(Object.entries(services))('the service %s', (name, service) => {
  test('has no rights that it does not need', () => {
    expect(service.user).toMatch(/^[1-9]\d*:\d+$/);
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.privileged).toBeUndefined();
    // Nothing of the machine's own files is mounted.
    for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty([volume.split(':')[0] ?? '']);
    expect(service.tmpfs?.some((path) => path.startsWith('/tmp'))).toBe(true);
  });

  test('tells how it is and gets time to stop', () => {
    expect(service.healthcheck?.test.join(' ')).toMatch(
      PROCESSES.includes(name) ? /127\.0\.0\.1:\d+\/health\/ready/ : /_cluster\/health|redis-cli ping/,
    );
    expect(service.stop_grace_period).toMatch(/^\d+s$/);
  });

  test('is reached from this machine alone, if at all', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    for (const network of service.networks)
      expect(networks[network]?.internal ?? service.ports !== undefined).toBe(true);
  });

  test('is a pinned image or one that is built here', () => {
    if (service.build === undefined) expect(service.image).toMatch(/^[a-z]+:\d+\.\d+[.\w-]*$/);
    else expect(stages.map((stage) => stage.name)).toContain(service.build.target);
  });
});

describe('the composed processes', () => {
  const configs = ['packages/process', 'apps/api', 'apps/worker']
    .map((folder) => `${folder}/src/config.ts`)
    .filter((path) => existsSync(join(ROOT, path)))
    .map(read)
    .join();

  test.each(PROCESSES)('the %s waits for its stores and sets variables that exist', (name) => {
    const { depends_on, environment = {} } = services[name] ?? { networks: [] };
    expect(depends_on).toEqual({
      elasticsearch: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    });
    const unknown = Object.keys(environment).filter((variable) => !configs.includes(`${variable}:`));
    expect(unknown).toEqual([]);
  });

  test('Elasticsearch is the newest release that suites run on', () => {
    const tested = Object.keys(JSON.parse(read('packages/testkit/src/elasticsearch/jars.lock.json')));
    expect(services.elasticsearch?.image).toBe(`elasticsearch:${tested.at(-1)}`);
  });

  test('two workers share the jobs', () => {
    expect(services.worker?.deploy?.replicas).toBe(2);
  });

  test('Redis evicts nothing and keeps what it acknowledged', () => {
    const command = services.redis?.command?.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes --appendfsync always');
    expect(services.redis?.volumes).toEqual(['redis-data:/data']);
  });
});
