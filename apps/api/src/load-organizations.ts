import { readFile } from 'node:fs/promises';
import { ConfigError } from '@achilles/process';
import { Organization } from '@achilles/types';
import { z } from 'zod';

const EXPECTED = '[{"uuid": "…", "shortName": "…", "fullName": "…"}, …]';

/** Reads the names of organizations from a JSON file (CONTRACT section 4). @throws ConfigError */
export async function loadOrganizations(file: string): Promise<readonly Organization[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`ORGANIZATIONS_FILE can't be read: ${reason}`);
  }
  const parsed = z.array(Organization).safeParse(content);
  if (!parsed.success) {
    throw new ConfigError(
      `ORGANIZATIONS_FILE ${file} must hold ${EXPECTED}\n${z.prettifyError(parsed.error)}`,
    );
  }
  const seen = new Set<string>();
  for (const { uuid } of parsed.data) {
    if (seen.has(uuid)) throw new ConfigError(`ORGANIZATIONS_FILE ${file} names ${uuid} twice`);
    seen.add(uuid);
  }
  return parsed.data;
}
