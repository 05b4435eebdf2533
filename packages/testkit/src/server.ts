/** A server that a test, a bench or a person may use. */
export interface Server {
  /** What it is, such as `Elasticsearch 8.19.21`. */
  readonly name: string;
  readonly url: string;
  /** What it is, where it came from and how long it took, for people. */
  readonly description: string;
  /** Ends it, if it was started here. */
  stop(): Promise<void>;
}

/** A server that is a process of this machine, started here. */
export interface LocalServer extends Server {
  readonly pid: number;
  /** Ends it at once, as a crash would (SIGKILL), and waits until it is gone. */
  kill(): Promise<void>;
  /** Lets it hold its connections and do nothing (SIGSTOP). */
  pause(): void;
  /** Lets a paused one go on (SIGCONT). */
  resume(): void;
}

/** A server that was there already: it stays when the run ends. */
export const givenServer = (name: string, url: string): Server => ({
  name,
  url,
  description: `${name} at ${url} (given)`,
  stop: async () => undefined,
});
