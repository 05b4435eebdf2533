import type { RowAggregate, RowBucket, VerdictCounts } from '../../../plan/plan.ts';
import { cutRowBuckets } from '../../../score/cut-buckets.ts';
import { conclusiveCounters } from '../query/verdict-queries.ts';
import type { RowCounts } from './count-rows.ts';
import { CountWork } from './count-work.ts';

function verdictsOf({ counts }: RowCounts): VerdictCounts {
  const { protected: stopped = 0, detected = 0, conclusive = 0 } = counts;
  return { protected: stopped, detected, unprotected: conclusive - stopped - detected };
}

/** Answers a row aggregate. */
export const rowWork = (aggregate: RowAggregate): CountWork<RowBucket> =>
  new CountWork(aggregate, {
    counters: (paths) => (aggregate.verdicts ? conclusiveCounters(paths) : {}),
    answer: (found) => {
      const buckets = found.map((row) => ({
        keys: row.keys,
        rows: row.rows,
        verdicts: aggregate.verdicts ? verdictsOf(row) : null,
      }));
      return cutRowBuckets(buckets, aggregate);
    },
  });
