import { newIndexProblem } from '@achilles/query-core';
import { FinalFailure } from '@achilles/queue';
import type { Processor } from './processor.ts';

const PHASE = 'creating';

/** Creates an index; asking again says that it is there. */
export const indexCreateProcessor: Processor<'index-create'> = {
  async run({ payload: { index }, store, indices, report, assertHeld }) {
    const problem = newIndexProblem(indices, index);
    if (problem !== null) throw new FinalFailure(problem);
    await report({ phase: PHASE, done: 0, total: 1 });
    const created = await store.indexAdmin.create(index, assertHeld);
    await report({ phase: PHASE, done: 1, total: 1 });
    return { created, message: `index ${index} ${created ? 'was created' : 'exists already'}` };
  },
};
