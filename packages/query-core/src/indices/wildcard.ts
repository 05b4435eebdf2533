/** A pattern in which `*` stands for any characters, as what its whole text must match. */
export const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`, 's');
