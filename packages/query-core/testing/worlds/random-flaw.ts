import type { Rng } from './rng.ts';

const BAD_VALUES: readonly (readonly [name: string, value: string])[] = [
  ['scoringMode', 'all_stages'],
  ['result', 'Protected'],
  ['excludeCyberHygiene', 'yes'],
  ['timezone', '+02:00'],
  ['timezone', 'Mars/Olympus'],
  ['errorCodes', '101,abc'],
  ['errorCodes', '1.5'],
  ['from', 'yesterday'],
  ['from', '2026-02-30'],
  ['from', '2026-4-3'],
  ['from', 'now-1x'],
  ['from', 'now/2d'],
  ['from', 'now-'],
  ['from', 'nowhere'],
  ['to', '2026-13'],
  ['to', '12:00'],
  ['to', 'now||+1d'],
  ['to', '2026-04-23T25:00'],
  ['limit', '0'],
  ['limit', '10001'],
  ['limit', '-1'],
  ['limit', 'ten'],
  ['interval', 'fortnight'],
  ['interval', 'Day'],
  ['windowDays', '0'],
  ['windowDays', '91'],
  ['windowDays', '1.5'],
  ['page', '0'],
  ['page', '1.5'],
  ['pageSize', '0'],
  ['pageSize', '1001'],
  ['sortField', 'id'],
  ['sortField', 'techniques'],
  ['sortField', 'f0rtika.error_name'],
  ['sortField', 'tenant_label'],
  ['sortField', 'constructor'],
  ['sortOrder', 'descending'],
  ['grouped', 'yes'],
  ['cursor', 'bm90IG91cnM.c2lnbmVk'],
  ['hostname', 'ws-1'],
  ['Result', 'all'],
];

/**
 * Makes a query one that the contract refuses with a 400: a bad value, an unknown name, a contradiction, a window backwards,
 * groups sorted by a field of rows.
 */
export function addRandomFlaw(rng: Rng, query: URLSearchParams): void {
  const kind = rng.pick(['value', 'value', 'value', 'contradiction', 'backwards', 'groups']);
  if (kind === 'contradiction') {
    query.delete('org');
    query.append('org', 'org_one');
    query.append('org', 'org_two');
    return;
  }
  if (kind === 'backwards') {
    query.set('from', '2026-01-02');
    query.set('to', '2026-01-01');
    return;
  }
  if (kind === 'groups') {
    query.set('grouped', 'true');
    query.set('sortField', rng.pick(['score', 'org', 'f0rtika.category']));
    return;
  }
  const [name, value] = rng.pick(BAD_VALUES);
  query.set(name, value);
}
