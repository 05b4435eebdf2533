import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment } from '../config.ts';
import { dockerfileStages } from './dockerfile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PNPM = join(ROOT, '.tools/node_modules/pnpm/bin/pnpm.cjs');
const STORE = join(ROOT, '.tools/pnpm-store');

/** The paths that .dockerignore lets through. */
const contextPaths = (): string[] =>
  readFileSync(join(ROOT, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));

function copy(path: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(join(ROOT, path), join(folder, path), { recursive: true });
}

/**
 * Fills a folder as the Dockerfile's stage `files` fills `/app`, by following its instructions without Docker: with the
 * pnpm of this project in place of the one that the stage installs, and libraries from this project's own store.
 */
export function fillImageFolder(folder: string): void {
  const stage = dockerfileStages(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).find(
    ({ name }) => name === 'files',
  );
  for (const { keyword, value } of stage?.instructions ?? []) {
    if (keyword === 'COPY') {
      const sources = value.split(' ').slice(0, -1);
      for (const path of sources.includes('.') ? contextPaths() : sources) copy(path, folder);
    }
    if (keyword === 'RUN' && value.startsWith('pnpm ')) {
      const args = value.replace(/--store-dir=\S+/, `--store-dir=${STORE}`).split(' ');
      execFileSync(process.execPath, [PNPM, ...args.slice(1)], { cwd: folder, env: environment });
    }
  }
}
