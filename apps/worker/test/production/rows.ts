/** `count` executions of the test `name` as NDJSON, half of them protected; ids are `<name>-<number>`. */
export function rows(name: string, count: number): string {
  const lines: string[] = [];
  for (let i = 0; i < count; i++) {
    const routing = { event_time: 1_777_000_000_000 + i, oid: 'o', hostname: `host-${i % 500}` };
    const f0rtika = { test_uuid: name, test_name: name, is_protected: i % 2 === 0 };
    lines.push(JSON.stringify({ _id: `${name}-${i}`, _source: { routing, event: { ERROR: 101 }, f0rtika } }));
  }
  return `${lines.join('\n')}\n`;
}
