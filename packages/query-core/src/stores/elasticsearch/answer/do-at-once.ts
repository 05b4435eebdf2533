/** So many searches of one question are under way at a time. */
const AT_ONCE = 3;

/** Does some work for each item, a few of them at a time; after a failure no further ones are begun. */
export async function doAtOnce<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  let isStopped = false;
  const takeNext = async () => {
    try {
      for (let next = waiting.next(); next.done !== true && !isStopped; next = waiting.next())
        await work(next.value);
    } catch (error) {
      isStopped = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
}
