import { answerBreakdown, byScore } from './breakdown.ts';
import { organizationName } from './organization-name.ts';
import type { Answer, Question } from './question.ts';

/** `defense-score/by-org`: the id with the short name (CONTRACT section 4). */
export function answerByOrg(question: Question): Answer {
  return answerBreakdown(question, {
    valuesOf: (row) => [row.org],
    order: byScore,
    item: ({ key }) => ({ org: key, orgName: organizationName(question.world, key) }),
  });
}
