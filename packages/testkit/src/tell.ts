/** Takes a line for people. */
export type Tell = (line: string) => void;

export const silent: Tell = () => undefined;

/** Milliseconds as people read them, such as `5.2 s`. */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Does work that takes a while, and tells its beginning and how long it took. */
export async function timed<T>(tell: Tell, name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  tell(`${name} …`);
  const done = await work();
  tell(`${name}: done in ${seconds(performance.now() - started)}`);
  return done;
}
