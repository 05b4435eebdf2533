import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environment } from '../config.ts';
import { composeFile } from './compose-file.ts';
import { containerTools } from './container-tools.ts';
import { dockerfileStages } from './dockerfile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const DOCKERFILE = join(ROOT, 'Dockerfile');
const COMPOSE = join(ROOT, 'docker-compose.yml');
const tools = containerTools();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'container-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run([program = '', ...args]: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env: environment });
  return { status, stdout, stderr };
}

test('hadolint finds nothing in the Dockerfile', () => {
  if (tools.hadolint === null) {
    process.stdout.write('hadolint can not be had here: the Dockerfile was only read\n');
    expect(dockerfileStages(readFileSync(DOCKERFILE, 'utf8')).map(({ name }) => name)).toContain('api');
    return;
  }
  expect(run([...tools.hadolint, '--no-color', DOCKERFILE])).toEqual({ status: 0, stdout: '', stderr: '' });
  const careless = join(folder, 'Dockerfile');
  writeFileSync(careless, 'FROM node:latest\nRUN cd /app && sudo npm install -g pnpm\n');
  expect(run([...tools.hadolint, careless]).status).not.toBe(0);
});

test('Docker Compose understands the compose file as it is meant', () => {
  const meant = composeFile(COMPOSE);
  if (tools.compose === null) {
    process.stdout.write('Docker Compose can not be had here: the compose file was only read\n');
    expect(Object.keys(meant.services)).toContain('api');
    return;
  }
  const config = (file: string) => run([...(tools.compose ?? []), '-f', file, 'config', '--format', 'json']);
  const { status, stdout, stderr } = config(COMPOSE);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const understood = JSON.parse(stdout) as {
    services: Record<string, { read_only?: boolean; ports?: { host_ip?: string }[]; environment?: unknown }>;
  };
  expect(Object.keys(understood.services).sort()).toEqual(Object.keys(meant.services).sort());
  for (const [name, service] of Object.entries(understood.services)) {
    expect(service.read_only, name).toBe(true);
    expect(service.environment ?? undefined, name).toEqual(meant.services[name]?.environment);
    for (const port of service.ports ?? []) expect(port.host_ip, name).toBe('127.0.0.1');
  }
  const wrong = join(folder, 'docker-compose.yml');
  writeFileSync(wrong, 'services:\n  api:\n    image: a:1\n    read_onlie: true\n');
  expect(config(wrong).stderr).toContain('read_onlie');
});
