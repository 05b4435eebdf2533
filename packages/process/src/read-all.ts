import { ConfigError } from './environment.ts';

type Readers = Readonly<Record<string, () => unknown>>;

/** Reads several settings and tells the faults of all of them together. @throws ConfigError */
export function readAll<R extends Readers>(readers: R): { readonly [N in keyof R]: ReturnType<R[N]> } {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(readers)) {
    try {
      values[name] = read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return values as { readonly [N in keyof R]: ReturnType<R[N]> };
}
