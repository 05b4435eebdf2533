import { expect, test } from 'vitest';
import { oracleAnswer } from '../testing/oracle/oracle.ts';
import { archiveExpectations, archiveFixture } from '../testing/worlds/archive-fixture.ts';

type Counted = { readonly pagination: { readonly totalItems?: number; readonly totalGroups?: number } };

test.each(archiveExpectations)(
  'the oracle counts as was counted by hand: $name',
  ({ path, query, total }) => {
    const answer = oracleAnswer(archiveFixture, path, new URLSearchParams(query));
    if (answer.status !== 200) throw new Error(`the list was refused with ${answer.status}`);
    const { pagination } = answer.body as Counted;
    expect(pagination.totalItems ?? pagination.totalGroups).toBe(total);
  },
);
