import type { JobName } from '@achilles/types';
import { archiveProcessor } from './archive.ts';
import { archiveByDateProcessor } from './archive-by-date.ts';
import { importProcessor } from './import.ts';
import { indexCreateProcessor } from './index-create.ts';
import type { Processor } from './processor.ts';
import { restoreProcessor } from './restore.ts';
import { retentionProcessor } from './retention.ts';

/** Who does which job. */
export const PROCESSORS: { readonly [N in JobName]: Processor<N> } = {
  import: importProcessor,
  archive: archiveProcessor,
  'archive-by-date': archiveByDateProcessor,
  restore: restoreProcessor,
  retention: retentionProcessor,
  'index-create': indexCreateProcessor,
};
