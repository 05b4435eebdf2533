import { ConfigError, parseVariables, setting, type Variables, wholeNumber } from '@achilles/process';
import { isZone } from '@achilles/types';
import { z } from 'zod';
import { cronProblem, type RetentionSchedule } from './retention/retention-schedule.ts';

const MOST = 1_000_000_000;
const MOST_DAYS = 36_500;

const ArchiveVariables = z.object({
  ARCHIVE_ROWS_PER_SECOND: setting(wholeNumber(MOST, 1).optional()),
  RETENTION_DAYS: setting(wholeNumber(MOST_DAYS, 1).optional()),
  RETENTION_CRON: setting(z.string().optional()),
  RETENTION_DROP_EMPTY: setting(z.enum(['true', 'false', '1', '0'], 'must be true or false').optional()),
  RETENTION_TIMEZONE: setting(
    z.string().refine(isZone, 'must be an IANA time zone such as Europe/Paris').optional(),
  ),
});

/** How rows are archived by whoever does jobs. */
export interface ArchiveConfig {
  /** The most rows that a job moves in a second; null for as many as reads allow. */
  readonly archiveRowsPerSecond: number | null;
  /** Null when nothing is archived without being asked for. */
  readonly retention: RetentionSchedule | null;
}

/** Reads how fast rows are archived, and which without being asked for. @throws ConfigError */
export function readArchiveConfig(variables: Variables): ArchiveConfig {
  const environment = parseVariables(ArchiveVariables, variables);
  const { RETENTION_DAYS: days, RETENTION_TIMEZONE: timezone = 'UTC' } = environment;
  const { RETENTION_CRON: cron = '0 3 * * *', ARCHIVE_ROWS_PER_SECOND: archiveRowsPerSecond = null } =
    environment;
  const problem = cronProblem(cron);
  if (problem !== null)
    throw new ConfigError(`RETENTION_CRON '${cron}' is no cron such as 0 3 * * *: ${problem}`);
  const { RETENTION_CRON, RETENTION_TIMEZONE, RETENTION_DROP_EMPTY } = environment;
  if (days === undefined && (RETENTION_CRON ?? RETENTION_TIMEZONE ?? RETENTION_DROP_EMPTY) !== undefined)
    throw new ConfigError(
      'RETENTION_CRON, RETENTION_TIMEZONE and RETENTION_DROP_EMPTY say when and how; RETENTION_DAYS must say what, such as 365',
    );
  const dropEmpty = RETENTION_DROP_EMPTY === 'true' || RETENTION_DROP_EMPTY === '1';
  return { archiveRowsPerSecond, retention: days === undefined ? null : { days, cron, timezone, dropEmpty } };
}
