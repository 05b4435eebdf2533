import { rawNumber } from './exact-json.ts';
import type { KnownRow, RowKind } from './known-row.ts';

const DAY = 86_400_000;
/** Rows before this time are archived in the end, those from it on stay live. */
export const CUT = Date.UTC(2026, 2, 1);
const STAGES = 3;
const HOSTS = 17;
const SPREAD_DAYS = 40;
/** Every so many rows one is of this kind. */
const UNCOUNTED = 29;
const AFTER_CUT = 7;
const LONG_ID = 23;
/** So long that an index and an id pass what an id of Elasticsearch may be. */
const LONG = 490;
const DOTTED = 11;

const KINDS: readonly RowKind[] = ['kept', 'deletable', 'returning'];

function kindOf(number: number): RowKind {
  return number % UNCOUNTED === 0 ? 'uncounted' : (KINDS[number % KINDS.length] as RowKind);
}

function timeOf(group: number): number {
  const away = (1 + ((group * 13) % SPREAD_DAYS)) * DAY + ((group * 7_919) % DAY);
  return group % AFTER_CUT === 0 ? CUT + away : CUT - away;
}

/** The nested parts of some documents are written with dotted keys, as some writers do. */
function dotted(document: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([group, fields]) =>
      Object.entries(fields).map(([leaf, value]) => [`${group}.${leaf}`, value]),
    ),
  );
}

/** The document of a row in its first revision; no two rows say the same. */
function documentOf(number: number, group: number, kind: RowKind): Record<string, unknown> {
  const isBundle = group % 2 === 0;
  const blocked = number % 2 === 0;
  const test = isBundle ? `bundle-${group}::control-${number % STAGES}` : `test-${number}`;
  const document = {
    routing: { event_time: timeOf(group), oid: 'org-chaos', hostname: `host-${group % HOSTS}` },
    event: { ERROR: blocked ? 126 : 101 },
    f0rtika: {
      test_uuid: test,
      ...(kind !== 'uncounted' && { test_name: `Test ${test}` }),
      is_protected: blocked,
      techniques: ['T1059', `T1059.00${number % 9}`],
      score: 1,
      ...(isBundle && { bundle_id: `bundle-${group}`, is_bundle_control: true }),
    },
    // Nothing that the product knows, which it must keep all the same.
    unknown: { serial: rawNumber(`9007199254740993${number}`.slice(0, 18)), nested: [{ a: [] }, null, ''] },
  };
  const { unknown, ...known } = document;
  return number % DOTTED === 0 ? { ...dotted(known), unknown } : document;
}

/** The row of a number: the same for the same number. Three rows in a row are a group where they are stages of a bundle. */
export function newRow(number: number, indices: readonly string[]): KnownRow {
  const group = Math.floor(number / STAGES);
  const kind = kindOf(number);
  const time = timeOf(group);
  const document = documentOf(number, group, kind);
  const host = `host-${group % HOSTS}`;
  const isBundle = group % 2 === 0;
  return {
    // Ids are used again in the other index: rows of their own.
    index: indices[number % indices.length] ?? '',
    id: `task-${Math.floor(number / indices.length)}${number % LONG_ID === 0 ? 'x'.repeat(LONG) : ''}`,
    kind,
    time,
    groupKey: `${isBundle ? `bundle::bundle-${group}` : `standalone::test-${number}`}::${host}::${time}`,
    states: [null],
    document,
    revision: 1,
    since: null,
    acknowledged: [],
    deletedAt: null,
    busy: false,
  };
}
