import type { JobName } from '@achilles/types';
import { importProcessor } from './import.ts';
import type { Processor } from './processor.ts';

/** Who does which job. */
export const PROCESSORS: { readonly [N in JobName]: Processor<N> } = {
  import: importProcessor,
};
