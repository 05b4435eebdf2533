const ARCHIVE_PREFIX = 'archived-';
const OWN_INDICES = ['achilles-risk-acceptances'];

const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's');

/** Whether an index name is one that reads with this pattern see; `a-*,-a-old` leaves `a-old` out. */
export function matchesIndexPattern(pattern: string, name: string): boolean {
  if (name.startsWith(ARCHIVE_PREFIX) || OWN_INDICES.includes(name)) return false;
  let matches = false;
  for (const part of pattern.split(',').map((text) => text.trim())) {
    if (part.startsWith('-')) matches &&= !wildcard(part.slice(1)).test(name);
    else matches ||= wildcard(part).test(name);
  }
  return matches;
}

const FORBIDDEN = /[\\/*?"<>| ,#:]|\p{Lu}/u;
const LONGEST = 255;

/** What makes a name impossible as the name of an index, by Elasticsearch's rules; null when nothing does. */
export function indexNameProblem(name: string): string | null {
  if (name === '' || name === '.' || name === '..') return 'it is no name';
  if (/^[-_+]/.test(name)) return 'it starts with -, _ or +';
  if (FORBIDDEN.test(name)) return 'it holds upper case, a blank or one of \\ / * ? " < > | , # :';
  if (Buffer.byteLength(name) > LONGEST) return `it is longer than ${LONGEST} bytes`;
  return null;
}
