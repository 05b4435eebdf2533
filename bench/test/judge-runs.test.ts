import { expect, test } from 'vitest';
import { judgeRun } from '../score/judge-runs.ts';

test.each([
  ['every stage protected', { count: 3, protected: 3, detected: 0 }, [1, 0, 0], [1, 0, 0]],
  ['one stage only detected', { count: 3, protected: 2, detected: 1 }, [0, 1, 0], [1, 0, 0]],
  ['one stage missed', { count: 3, protected: 1, detected: 1 }, [0, 0, 1], [1, 0, 0]],
  ['some detected, none protected', { count: 3, protected: 0, detected: 1 }, [0, 0, 1], [0, 1, 0]],
  ['nothing stopped', { count: 2, protected: 0, detected: 0 }, [0, 0, 1], [0, 0, 1]],
])('a run with %s', (_, stages, byWorst, byBest) => {
  expect(judgeRun(stages, 'all-stages')).toEqual(byWorst);
  expect(judgeRun(stages, 'any-stage')).toEqual(byBest);
});
