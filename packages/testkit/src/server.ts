/** A server that a test, a bench or a person may use. */
export interface Server {
  readonly url: string;
  /** What it is and where it came from, for people. */
  readonly description: string;
  /** The process to kill or pause; undefined where the server is not a process of this machine that was started here. */
  readonly pid?: number;
  /** Ends it, if it was started here. */
  stop(): Promise<void>;
}

/** A server that was there already: it stays when the run ends. */
export const givenServer = (name: string, url: string): Server => ({
  url,
  description: `${name} at ${url} (given)`,
  stop: async () => undefined,
});
