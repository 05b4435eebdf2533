import {
  CONCLUSIVE_CODES,
  EXIT_CODES,
  type FilterName,
  type Filters,
  NAMED_CODES,
  PROTECTED_CODES,
  UNPROTECTED_CODES,
  unknownErrorName,
} from '@achilles/types';
import { every, hasCode, hasValue, isMissing, not, type Predicate, some } from '../plan/predicate.ts';

type ToPredicate<N extends FilterName> = (value: NonNullable<Filters[N]>) => Predicate | null;

const SUB_TECHNIQUES = '.*';

function techniquePredicate(technique: string): Predicate {
  if (!technique.endsWith(SUB_TECHNIQUES)) return hasValue('techniques', [technique]);
  const parent = technique.slice(0, -SUB_TECHNIQUES.length);
  return some(hasValue('techniques', [parent]), {
    kind: 'prefix',
    field: 'techniques',
    prefix: `${parent}.`,
  });
}

/** A row's one error name: the canonical one of its code, else the stored one, else unknown (CONTRACT section 1). */
function errorNamePredicate(name: string): Predicate {
  const unnamed = not(hasCode(NAMED_CODES));
  const ways: Predicate[] = [every(unnamed, hasValue('error_name', [name]))];
  const canonical = NAMED_CODES.filter((code) => EXIT_CODES[code as keyof typeof EXIT_CODES].name === name);
  if (canonical.length > 0) ways.push(hasCode(canonical));
  const code = /^Unknown \((-?\d+)\)$/.exec(name)?.[1];
  if (code !== undefined && unknownErrorName(Number(code)) === name) {
    ways.push(every(unnamed, isMissing('error_name'), hasCode([Number(code)])));
  }
  if (name === unknownErrorName(null)) ways.push(every(isMissing('error_code'), isMissing('error_name')));
  return some(...ways);
}

/** What each filter means for one row; the window and the time zone are resolved apart, scoring modes judge, not filter. */
const TO_PREDICATE = {
  from: () => null,
  to: () => null,
  timezone: () => null,
  scoringMode: () => null,
  org: (id) => hasValue('org', [id]),
  tests: (tests) =>
    some(hasValue('test_uuid', tests), hasValue('test_name', tests), hasValue('bundle_id', tests)),
  techniques: (techniques) => some(...techniques.map(techniquePredicate)),
  hostnames: (names) => hasValue('hostname', names),
  categories: (categories) => hasValue('category', categories),
  severities: (severities) => hasValue('severity', severities),
  threatActors: (actors) => hasValue('threat_actor', actors),
  tags: (tags) => hasValue('tags', tags),
  errorNames: (names) => some(...names.map(errorNamePredicate)),
  errorCodes: (codes) => hasCode(codes),
  bundleNames: (names) => hasValue('bundle_name', names),
  result: (result) =>
    ({
      all: null,
      protected: hasCode(PROTECTED_CODES),
      unprotected: hasCode(UNPROTECTED_CODES),
      inconclusive: not(hasCode(CONCLUSIVE_CODES)),
    })[result],
  excludeCyberHygiene: (exclude) =>
    exclude
      ? not(
          some(
            hasValue('category', ['cyber-hygiene']),
            every({ kind: 'true', field: 'is_bundle_control' }, hasCode([0])),
          ),
        )
      : null,
} satisfies { [N in FilterName]: ToPredicate<N> };

/**
 * The conditions that a request's filters, but for the window and those that are left out, put on a row; they combine
 * with AND.
 */
export function toPredicates(filters: Filters, leftOut: readonly FilterName[] = []): Predicate[] {
  const predicates: Predicate[] = [];
  for (const name of Object.keys(TO_PREDICATE) as FilterName[]) {
    if (leftOut.includes(name)) continue;
    const value = filters[name];
    const toPredicate = TO_PREDICATE[name] as (given: unknown) => Predicate | null;
    const predicate = value === undefined ? null : toPredicate(value);
    if (predicate !== null) predicates.push(predicate);
  }
  return predicates;
}
