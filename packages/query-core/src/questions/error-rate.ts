import type { Endpoints } from '@achilles/types';
import { percentage } from '../score/percentage.ts';
import { activityAggregate } from './activity-aggregate.ts';
import { question } from './question.ts';

export const errorRate = question<Endpoints['errorRate']>()({
  scored: false,
  plan: (request) => ({ total: activityAggregate(request, []) }),
  answer: ({ total }) => {
    const { errors, conclusive } = total.buckets[0] ?? { errors: 0, conclusive: 0 };
    return {
      body: {
        errorRate: percentage(errors, errors + conclusive),
        errorCount: errors,
        conclusiveCount: conclusive,
        totalTestActivity: errors + conclusive,
      },
    };
  },
});
