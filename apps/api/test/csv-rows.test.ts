import type { EnrichedTestExecution } from '@achilles/types';
import { expect, test } from 'vitest';
import { csvHeader, csvRows } from '../src/export/csv-rows.ts';

const ROW: EnrichedTestExecution = {
  ...{ test_uuid: 'u', test_name: 'n', hostname: '', is_protected: false, org: 'o' },
  ...{
    timestamp: '2026-04-01T00:00:00.000Z',
    error_code: null,
    error_name: 'Unknown',
    id: 'i/1',
    org_id: 'org',
  },
  ...{ category: null, subcategory: null, severity: null, techniques: [], tactics: [], target: null },
  ...{ complexity: null, threat_actor: null, tags: [], score: null, bundle_id: null, bundle_name: null },
  ...{ control_id: null, control_validator: null, is_bundle_control: false },
  ...{ defender_detected: true, defender_stage_detected: false },
};
const written = (fields: Partial<EnrichedTestExecution>) => csvRows([{ ...ROW, ...fields }]);

test('the header names every field, in the order of the cells', () => {
  const names = csvHeader().trimEnd().split(',');
  const cells = csvRows([ROW]).trimEnd().split(',');
  expect(cells.length).toBe(names.length);
  expect(cells[names.indexOf('defender_detected')]).toBe('true');
  expect(cells[names.indexOf('is_bundle_control')]).toBe('false');
  expect(cells[names.indexOf('id')]).toBe('i/1');
  expect(cells[names.indexOf('severity')]).toBe('');
});

test('commas, quotes and line ends are quoted (RFC 4180), lines end with CR LF', () => {
  expect(written({ test_name: 'a,"b"\nc\r\nd' })).toContain('"a,""b""\nc\r\nd"');
  expect(csvHeader().endsWith('\r\n')).toBe(true);
  expect(csvRows([ROW, ROW]).split('\r\n').length).toBe(3);
});

test('a cell that a spreadsheet would take for a formula is neutralised, wherever it comes from', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']) {
    expect(written({ hostname: text }), text).toMatch(/,"?'/);
    expect(written({ tags: [text, 'b'] }), text).toMatch(/,"?'/);
  }
  expect(written({ error_code: -1073741819 })).toContain(",'-1073741819,");
  expect(written({ test_name: 'a=b', tags: ['a', '=b'] })).toContain('a=b,');
});

test('lists are joined', () => {
  expect(written({ techniques: ['T1', 'T2'], tags: [] })).toContain(',T1;T2,');
});
