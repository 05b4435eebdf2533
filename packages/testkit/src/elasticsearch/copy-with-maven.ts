import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '../config.ts';
import { copyProject } from './copy-project.ts';

const run = promisify(execFile);
const PATIENCE_MS = 600_000;

const HINT =
  'install Maven (the package maven of Debian), name a mirror of Maven Central in MAVEN_REPOSITORY_URL, or a running server in TEST_ELASTICSEARCH_URL';

interface ExecFailure {
  readonly code?: string | number;
  readonly stdout?: string;
}

/**
 * Brings jars into a folder with Maven, which knows mirrors, proxies and certificates from the machine's own settings.
 * @param paths where the jars are in a Maven repository
 * @throws when there is no Maven, or it can't bring them all
 */
export async function copyWithMaven(paths: readonly string[], folder: string): Promise<void> {
  const project = join(folder, 'pom.xml');
  await writeFile(project, copyProject(paths, folder));
  const args = ['--batch-mode', '--quiet', '--file', project, '-Dstyle.color=never', 'dependency:copy'];
  try {
    await run('mvn', args, { env: environment, timeout: PATIENCE_MS });
  } catch (cause) {
    const { code, stdout } = cause as ExecFailure;
    if (code === 'ENOENT') throw new Error(`there is no Maven to fetch the jars with: ${HINT}`, { cause });
    throw new Error(`Maven could not fetch the jars: ${HINT}\n${stdout ?? ''}`, { cause });
  }
  await rm(project);
}
