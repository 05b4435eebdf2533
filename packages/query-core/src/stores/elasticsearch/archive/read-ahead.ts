/** One read that is under way while what was read before is used. */
export interface ReadAhead<T> {
  /** What was read; the next read begins. */
  take(): Promise<T>;
  /** Resolves when no read is under way. */
  ready(): Promise<void>;
  /** Reads no further. */
  end(): Promise<void>;
}

/** Reads one step ahead of its user. */
export function readAhead<T>(read: () => Promise<T>): ReadAhead<T> {
  let next: Promise<T> | undefined;
  const settled = async (): Promise<void> => {
    await next?.catch(() => undefined);
  };
  return {
    take: async () => {
      const value = await (next ?? read());
      next = read();
      // Its failure is met when it is taken.
      next.catch(() => undefined);
      return value;
    },
    ready: settled,
    end: settled,
  };
}
