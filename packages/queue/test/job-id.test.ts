import { expect, test } from 'vitest';
import { hashedKey, newJobId, typeOfJobId } from '../src/job-id.ts';

test('an id tells its type, whatever the type is called', () => {
  for (const type of ['import', 'archive-by-date']) {
    const id = newJobId(type);
    expect(id).toMatch(/^[a-z-]+-[0-9a-f]{32}$/);
    expect(typeOfJobId(id)).toBe(type);
    expect(newJobId(type)).not.toBe(id);
  }
  expect(typeOfJobId('import')).toBe('');
});

test('a key of any kind becomes one that queues take', () => {
  const key = hashedKey('bundle::control, ünïcode');
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(hashedKey('bundle::control, ünïcode')).toBe(key);
  expect(hashedKey('another')).not.toBe(key);
});
