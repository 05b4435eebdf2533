import { newIndexProblem } from '@achilles/query-core';
import { FinalFailure } from '@achilles/queue';
import type { Processor } from './processor.ts';

/** Creates an index; asking again says that it is there. */
export const indexCreateProcessor: Processor<'index-create'> = {
  async run({ payload: { index }, store, indices, assertHeld }) {
    const problem = newIndexProblem(indices, index);
    if (problem !== null) throw new FinalFailure(problem);
    const created = await store.indexAdmin.create(index, assertHeld);
    return { created, message: `index ${index} ${created ? 'was created' : 'exists already'}` };
  },
};
