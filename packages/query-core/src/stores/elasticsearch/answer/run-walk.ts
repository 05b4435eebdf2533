import { DOCUMENT_FIELDS, type KeywordField, type KeywordsField } from '@achilles/types';
import type { Predicate } from '../../../plan/predicate.ts';
import { compileAccepted } from '../query/compile-accepted.ts';
import type { FieldPaths } from '../query/compile-predicate.ts';
import { allOf, notOf, type Query } from '../query/query.ts';
import { stageQuery } from '../query/verdict-queries.ts';
import { type RowSide, RunFold, sourceOf } from './run-fold.ts';
import type { VerdictWork } from './verdict-work.ts';

/** What every run is told apart by; a missing organization or host is a value of its own (CONTRACT section 3). */
const IDENTITY = [
  ['o', 'org', true],
  ['b', 'bundle_id', false],
  ['h', 'hostname', true],
  ['t', 'event_time', false],
] as const;
const VERDICT = [
  ['p', 'is_protected'],
  ['d', 'defender_detected'],
] as const;

/** A walk through the stages of every run, for parts of a plan that read the same rows. */
export class RunWalk {
  readonly rows: Predicate;
  readonly sides: readonly RowSide[];
  readonly #parts: readonly VerdictWork[];
  readonly #first: VerdictWork;

  constructor(parts: readonly [VerdictWork, ...VerdictWork[]]) {
    this.#parts = parts;
    this.#first = parts[0];
    this.rows = this.#first.aggregate.rows;
    this.sides = this.#first.aggregate.accepted.length === 0 ? ['base'] : ['base', 'accepted'];
  }

  /** The stages of one side, besides the rows of the parts. */
  query(side: RowSide, paths: FieldPaths): Query {
    const { accepted } = this.#first.aggregate;
    if (accepted.length === 0) return stageQuery(paths);
    const covered = compileAccepted(accepted, paths);
    return allOf([stageQuery(paths), side === 'accepted' ? covered : notOf(covered)]);
  }

  /** The sources of its composite aggregation: one bucket for stages alike in run, keys and verdict. */
  sources(paths: FieldPaths): Query[] {
    return [
      ...IDENTITY.map(([name, field, missing]) => ({
        [name]: { terms: { field: paths(field), ...(missing && { missing_bucket: true }) } },
      })),
      ...this.#keyFields().map((field) => ({
        [sourceOf(field)]: { terms: { field: paths(field), missing_bucket: true } },
      })),
      ...VERDICT.map(([name, field]) => ({
        [name]: { terms: { field: paths(field), missing_bucket: true } },
      })),
    ];
  }

  /** Collects runs of one slice of time. */
  folds(): { take: RunFold['take']; judge(): void } {
    const folds = this.#parts.map(({ aggregate, tally }) => ({
      fold: new RunFold(aggregate.by, aggregate.unit),
      tally,
    }));
    return {
      take: (bucket, side) => {
        for (const { fold } of folds) fold.take(bucket, side);
      },
      judge: () => {
        for (const { fold, tally } of folds) fold.judge(tally);
      },
    };
  }

  #keyFields(): (KeywordField | KeywordsField)[] {
    const fields = this.#parts.flatMap(({ aggregate }) =>
      aggregate.by.flatMap((key) => (key.kind === 'field' ? [key.field] : [])),
    );
    const ofRun = (field: string) => IDENTITY.some(([, identity]) => identity === field);
    return [...new Set(fields)].filter((field) => !ofRun(field));
  }
}

/** Sets of values would multiply each other's buckets: their parts are walked apart. */
const hasSets = ({ aggregate }: VerdictWork): boolean =>
  aggregate.by.some((key) => key.kind === 'field' && DOCUMENT_FIELDS[key.field].type === 'keywords');

/** The walks that the runs of a plan take, one for all parts that read the same rows. */
export function runWalks(parts: readonly VerdictWork[]): RunWalk[] {
  const groups = Map.groupBy(parts, (part) => {
    const { rows, accepted, unit } = part.aggregate;
    return JSON.stringify([rows, accepted, unit, hasSets(part) ? parts.indexOf(part) : null]);
  });
  return [...groups.values()]
    .filter(([first]) => first?.aggregate.unit !== 'per-stage')
    .map((group) => new RunWalk(group as [VerdictWork, ...VerdictWork[]]));
}
