import { isDeepStrictEqual } from 'node:util';
import type { RiskAcceptance } from '@achilles/types';

type Acceptances = readonly RiskAcceptance[];

/** Copies of a shard may give the same records in another order. */
const inOrder = (acceptances: Acceptances): Acceptances =>
  acceptances.toSorted(({ acceptance_id: a }, { acceptance_id: b }) => Number(a > b) - Number(a < b));

/**
 * Lets a question go by the risk acceptances of an earlier one while they are read anew beside it: they seldom change,
 * and it saves every question the wait for them. An answer that went by others than there are now is not given; the
 * question is asked again.
 */
export class KnownAcceptances {
  #known: Acceptances | undefined;

  /**
   * @param read reads them as they are now; called at most once, and only when `use` asks for them
   * @param use may be called a second time, with what was read
   */
  async ask<T>(
    read: () => Promise<Acceptances>,
    use: (acceptances: () => Promise<Acceptances>) => Promise<T>,
  ): Promise<T> {
    const known = this.#known;
    let reading: Promise<Acceptances> | undefined;
    const answering = use(async () => {
      reading ??= read().then(inOrder);
      // Its failure is met below, once the answer is there.
      reading.catch(() => undefined);
      return known ?? reading;
    });
    const [answered] = await Promise.allSettled([answering]);
    if (reading !== undefined) {
      const fresh = await reading;
      this.#known = fresh;
      if (known !== undefined && !isDeepStrictEqual(fresh, known)) return use(async () => fresh);
    }
    if (answered.status === 'rejected') throw answered.reason;
    return answered.value;
  }
}
