import { CONCLUSIVE_CODES, ERROR_CODES } from '@achilles/types';
import type { ActivityAggregate, ActivityBucket } from '../../../plan/plan.ts';
import { termsOf } from '../query/compile-predicate.ts';
import { CountWork } from './count-work.ts';

/** Answers an activity aggregate. */
export const activityWork = (aggregate: ActivityAggregate): CountWork<ActivityBucket> =>
  new CountWork(aggregate, {
    counters: (paths) => ({
      errors: termsOf(paths('error_code'), ERROR_CODES),
      conclusive: termsOf(paths('error_code'), CONCLUSIVE_CODES),
    }),
    answer: (found) => {
      const buckets = found.map(({ keys, counts: { errors = 0, conclusive = 0 } }) => ({
        keys,
        errors,
        conclusive,
      }));
      return { buckets, total: buckets.length };
    },
  });
