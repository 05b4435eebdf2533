const OFFSET = /^[+-]/;

/** Whether a name is one of the IANA time zone database; offsets such as `+02:00` are not (CONTRACT section 9). */
export function isZone(name: string): boolean {
  if (OFFSET.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
