import type { Rng } from '../worlds/rng.ts';
import type { RawDocument } from '../worlds/world.ts';

/** Ids and hosts of which several pairs make one key. */
const IDS = ['u', 'u::b', 'u::b::c', ':', '::', 'ü', '\u{1F980}', '\uFFFD'];
const HOSTS = ['h', 'b::h', 'b::c::h', 'c::h', ':', '', undefined, 'ws-2'];
const SEVERITIES = ['critical', 'info', 'low', 'unheard of', 'Ärgerlich', '\u{1F980}', '\uFFFD', undefined];
const CODES = [101, 101, 105, 126, 127, 0, 200, -1, undefined];
const TIMES = 12;

function sourceOf(rng: Rng, time: number): Record<string, unknown> {
  const hostname = rng.pick(HOSTS);
  const code = rng.pick(CODES);
  const severity = rng.pick(SEVERITIES);
  const oid = rng.pick(['o1', 'o2', undefined]);
  const routing = {
    event_time: rng.chance(0.5) ? time : new Date(time).toISOString(),
    ...(oid !== undefined && { oid }),
    ...(hostname !== undefined && { hostname }),
  };
  const f0rtika = {
    test_uuid: rng.pick(IDS),
    test_name: rng.pick(['A', 'B', 'a', '\u{1F980}', '\uFFFD', 'Ω']),
    ...(severity !== undefined && { severity }),
    ...(rng.chance(0.6) && { bundle_id: rng.pick([...IDS, '']) }),
    ...(rng.chance(0.6) && { is_bundle_control: rng.chance(0.8) }),
    ...(rng.chance(0.2) && { category: 'cyber-hygiene' }),
  };
  const document = { routing, ...(code !== undefined && { event: { ERROR: code } }), f0rtika };
  if (rng.chance(0.5)) return document;
  return Object.fromEntries(
    Object.entries(document).flatMap(([group, fields]) =>
      Object.entries(fields).map(([field, value]) => [`${group}.${field}`, value]),
    ),
  );
}

/** Rows that share few times, ids and hosts, so that groups have members in every index and keys of several makings. */
export function groupedWorld(rng: Rng, rows: number, indices: readonly string[]): RawDocument[] {
  const start = Date.parse('2026-04-23T10:00:00Z');
  return Array.from({ length: rows }, (_, i) => ({
    index: rng.pick(indices),
    id: `r${i}`,
    source: sourceOf(rng, start + rng.between(0, TIMES) ** 5),
  }));
}
