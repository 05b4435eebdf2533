import type { JsonObject } from '@achilles/types';

/** Where a line says that its document belongs; values are as found. */
export interface Target {
  readonly index: unknown;
  readonly id: unknown;
}

/** What one line of an import is (CONTRACT section 5). */
export type LineForm =
  | { readonly form: 'hit'; readonly target: Target; readonly source: JsonObject }
  | { readonly form: 'action'; readonly action: string; readonly target: Target }
  | { readonly form: 'document'; readonly source: JsonObject }
  | { readonly form: 'refused'; readonly reason: string };

const ACTIONS = ['index', 'create', 'update', 'delete'];
const ACTION_SETTINGS = [
  '_index',
  '_id',
  '_type',
  'routing',
  'pipeline',
  'version',
  'version_type',
  'if_seq_no',
  'if_primary_term',
  'require_alias',
  'require_data_stream',
  'dynamic_templates',
  'list_executed_pipelines',
  'retry_on_conflict',
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const targetOf = (object: JsonObject): Target => ({ index: object._index, id: object._id });

function actionOf(line: JsonObject): LineForm | null {
  const [key, ...others] = Object.keys(line);
  if (key === undefined || others.length > 0 || !ACTIONS.includes(key)) return null;
  const settings = line[key];
  if (!isObject(settings) || !Object.keys(settings).every((name) => ACTION_SETTINGS.includes(name)))
    return null;
  return { form: 'action', action: key, target: targetOf(settings) };
}

/** How deep JSON may be nested: what Elasticsearch's parser takes (jackson-core, `StreamReadConstraints`). */
const DEEPEST = 1_000;

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeperThan(levels - 1, (value as JsonObject)[key])) return true;
  return false;
}

/** An escape that begins or ends a character of two units; without its other half it is no character. */
const SURROGATE = /\\u[dD][89a-fA-F]/;

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isWellFormed(member));
}

/** Tells which form a line has. */
export function lineForm(text: string): LineForm {
  let line: unknown;
  try {
    line = JSON.parse(text);
  } catch {
    return { form: 'refused', reason: 'is not valid JSON' };
  }
  // A level takes two brackets, so that most lines are too short to need the look.
  if (text.length > 2 * DEEPEST && isDeeperThan(DEEPEST, line)) {
    return { form: 'refused', reason: `is nested more than ${DEEPEST} levels deep` };
  }
  // UTF-8 has no such character: each store would put another one in its place.
  if (SURROGATE.test(text) && !isWellFormed(line)) {
    return { form: 'refused', reason: 'holds half of a surrogate pair, which is no character' };
  }
  if (!isObject(line)) return { form: 'refused', reason: 'is not a JSON object' };
  if (Object.hasOwn(line, '_source')) {
    if (!isObject(line._source)) return { form: 'refused', reason: '_source is not an object' };
    return { form: 'hit', target: targetOf(line), source: line._source };
  }
  const action = actionOf(line);
  if (action !== null) return action;
  if (Object.hasOwn(line, '_id') || Object.hasOwn(line, '_index')) {
    return {
      form: 'refused',
      reason: 'has _id or _index but no _source; a search hit carries its document in _source',
    };
  }
  return { form: 'document', source: line };
}
