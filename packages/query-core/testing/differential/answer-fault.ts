import { isDeepStrictEqual } from 'node:util';
import type { OracleAnswer, OracleVerdict } from '../oracle/oracle.ts';
import { listingFault } from './listing-fault.ts';

/** Refusals are compared by status: which of several faults is named first is left open. */
const comparable = (answer: OracleAnswer): unknown =>
  answer.status === 200 ? answer : { status: answer.status };

/** What is wrong with an answer, or null when it is one of those that the oracle allows. */
export function answerFault(answer: OracleAnswer, { answer: oracle, listing }: OracleVerdict): string | null {
  if (answer.status === 200 && oracle.status === 200 && listing !== undefined) {
    const { body, ...rest } = answer;
    const { body: expected, ...expectedRest } = oracle;
    const isCounted = isDeepStrictEqual(rest, expectedRest);
    return isCounted ? listingFault(body, expected, listing) : 'the total count differs';
  }
  return isDeepStrictEqual(comparable(answer), comparable(oracle)) ? null : 'the answers differ';
}
