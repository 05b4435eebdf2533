import { catalogs, named } from './catalogs.ts';
import { organizationName } from './organization-name.ts';
import type { Answer, Question } from './question.ts';

/** Catalogs are never cut unless a limit is given (CONTRACT section 4). */
const limitOf = ({ parameters }: Question): number | null => parameters.integer('limit', 1, 10_000);

/** Answers one `available-*` list. */
export function answerCatalog(name: keyof typeof catalogs): (question: Question) => Answer {
  return (question) => {
    const { items, total } = catalogs[name](question, limitOf(question));
    return { body: items, totalCount: total };
  };
}

/** `facets`: every list in one answer, the limit for each, no `X-Total-Count` (CONTRACT sections 4 and 9). */
export function answerFacets(question: Question): Answer {
  const limit = limitOf(question);
  const lists = Object.entries(catalogs).map(([name, list]) => [name, list(question, limit).items]);
  return { body: Object.fromEntries(lists) };
}

/** `executed-test-uuids`, most frequent first; the filter `tests` is its own dimension (CONTRACT section 9). */
export function answerExecutedTestUuids(question: Question): Answer {
  const { items, total } = named('tests', (row) => [row.testUuid])(question, limitOf(question));
  return { body: { success: true, uuids: items }, totalCount: total };
}

/** `organizations`, most frequent first: configured names, else 8 characters and the id (CONTRACT sections 4 and 9). */
export function answerOrganizations(question: Question): Answer {
  const { items, total } = named('org', (row) => [row.org])(question, limitOf(question));
  const body = items.map(String).map((uuid) => {
    const known = question.world.organizations.find((organization) => organization.uuid === uuid);
    return {
      uuid,
      shortName: organizationName(question.world, uuid),
      fullName: known === undefined ? uuid : known.fullName,
    };
  });
  return { body, totalCount: total };
}
