import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderStaging } from '../src/stores/folder/folder-staging.ts';
import { stagingContract } from '../testing/staging-contract.ts';

let root = '';
let folders = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'folder-staging-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const newFolder = () => join(root, String(++folders));

describe('staging in a folder', () => {
  stagingContract({
    open: async () => new FolderStaging(newFolder()),
    damage: async (id) => rmSync(join(root, String(folders), id)),
  });
});

test('an upload that a killed process left is listed and can be removed', async () => {
  const folder = newFolder();
  const staging = new FolderStaging(folder);
  const one = async function* () {
    yield Buffer.from('x');
  };
  await staging.put('whole', one());
  writeFileSync(join(folder, 'left.partial'), 'half of it');
  expect((await staging.list()).map(({ id }) => id).sort()).toEqual(['left', 'whole']);
  await staging.remove('left');
  expect((await staging.list()).map(({ id }) => id)).toEqual(['whole']);
});

test('a folder that can not be used is told with what to check', async () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  const staging = new FolderStaging(join(file, 'staging'));
  const nothing = async function* () {};
  await expect(staging.put('a', nothing())).rejects.toThrow(/check its space, owner and permissions/);
});
