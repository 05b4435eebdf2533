import { setTimeout as sleep } from 'node:timers/promises';
import type { createRng } from '@achilles/query-core/testing';
import { canonicalText } from '../rows/exact-json.ts';
import type { KnownRow } from '../rows/known-row.ts';
import type { KnownRows } from '../rows/known-rows.ts';
import { nextRevision } from '../rows/next-revision.ts';
import type { ElasticsearchHttp } from '../servers/elasticsearch-http.ts';

type Rng = ReturnType<typeof createRng>;

const AT_ONCE = 8;
/** Rows in one request when a case begins. */
const AT_FIRST = 500;
const PAUSE_MS = [5, 60] as const;
const ATTEMPTS = 4;
const AGAIN_MS = 300;
/** Within this the cluster gives up, so that no write lingers and is done after later ones. */
const PATIENCE = 'timeout=3s';

type Operation = 'create' | 'update' | 'delete' | 'return';

/** What became of what was sent; `lost` where there was no answer that tells. */
type Outcome = 'done' | 'refused' | 'lost';

/** How often the writer was told that something is done. */
export interface WriterCounts {
  written: number;
  updated: number;
  deleted: number;
  returned: number;
  /** Answers that never came. */
  lost: number;
}

/** Writes, updates and deletes rows as the writers of an installation do, and keeps in mind what it was told. */
export class Writer {
  readonly counts: WriterCounts = { written: 0, updated: 0, deleted: 0, returned: 0, lost: 0 };
  readonly #elasticsearch: ElasticsearchHttp;
  readonly #rows: KnownRows;
  readonly #rng: Rng;
  readonly #nodesKilled: () => number;

  /** @param nodesKilled how many nodes have been killed until now */
  constructor(elasticsearch: ElasticsearchHttp, rows: KnownRows, rng: Rng, nodesKilled: () => number) {
    this.#elasticsearch = elasticsearch;
    this.#rows = rows;
    this.#rng = rng;
    this.#nodesKilled = nodesKilled;
  }

  /** Stores the rows that there are when a case begins. @throws when one is refused */
  async begin(count: number): Promise<void> {
    for (let begun = 0; begun < count; begun += AT_FIRST)
      await this.#store(Array.from({ length: Math.min(AT_FIRST, count - begun) }, () => this.#rows.add()));
  }

  async #store(rows: readonly KnownRow[]): Promise<void> {
    const lines = rows.map(
      ({ index, id, document }) =>
        `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(document)}\n`,
    );
    const answer = await this.#elasticsearch.read('POST', '/_bulk', lines.join(''));
    if ((JSON.parse(answer) as { errors: boolean }).errors)
      throw new Error(`rows were refused: ${answer.slice(0, 500)}`);
    for (const row of rows) this.#acknowledge(row, canonicalText(row.document));
    this.counts.written += rows.length;
  }

  /** Keeps writing until a signal fires; resolves once nothing is under way. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (!signal.aborted) {
          await this.#step();
          await sleep(this.#rng.between(...PAUSE_MS));
        }
      }),
    );
  }

  async #step(): Promise<void> {
    const operation = this.#rng.weighted<Operation>([
      [4, 'create'],
      [4, 'update'],
      [1, 'delete'],
      [2, 'return'],
    ]);
    const row = operation === 'create' ? this.#rows.add() : this.#choose(operation);
    if (row === undefined) return;
    row.busy = true;
    try {
      await this.#perform(operation, row);
    } finally {
      row.busy = false;
    }
  }

  #choose(operation: Operation): KnownRow | undefined {
    const kinds = { update: null, delete: 'deletable', return: 'returning', create: null }[operation];
    const idle = this.#rows.idle().filter(({ kind }) => kinds === null || kind === kinds);
    return idle.length === 0 ? undefined : this.#rng.pick(idle);
  }

  #perform(operation: Operation, row: KnownRow): Promise<void> {
    switch (operation) {
      case 'create':
        return this.#create(row);
      case 'update':
        return this.#update(row);
      case 'delete':
        return this.#delete(row);
      case 'return':
        return this.#return(row);
      default:
        return operation satisfies never;
    }
  }

  async #create(row: KnownRow): Promise<void> {
    const text = canonicalText(row.document);
    row.states = [null, text];
    // A conflict after a lost answer: it had been stored.
    const outcome = await this.#insist(() => this.#send('PUT', row, '_create', row.document, [201, 409]));
    if (outcome !== 'done') return;
    this.#acknowledge(row, text);
    this.counts.written += 1;
  }

  async #update(row: KnownRow): Promise<void> {
    const { document, change } = nextRevision(row);
    const before = row.states;
    const text = canonicalText(document);
    row.states = [...before, text];
    const outcome = await this.#send('POST', row, '_update', { doc: change }, [200]);
    if (outcome === 'refused') row.states = before;
    if (outcome !== 'done') return;
    this.#revise(row, document, text);
    this.counts.updated += 1;
  }

  async #delete(row: KnownRow): Promise<void> {
    const before = row.states;
    row.states = [...before, null];
    const outcome = await this.#send('DELETE', row, '_doc', undefined, [200]);
    if (outcome === 'refused') row.states = before;
    if (outcome !== 'done') return;
    row.states = [null];
    row.deletedAt = Date.now();
    this.counts.deleted += 1;
  }

  /** Writes a row anew, wherever it is by now. */
  async #return(row: KnownRow): Promise<void> {
    const { document } = nextRevision(row);
    const text = canonicalText(document);
    row.states = [...row.states, text];
    const outcome = await this.#insist(() => this.#send('PUT', row, '_doc', document, [200, 201]));
    if (outcome !== 'done') return;
    this.#revise(row, document, text);
    this.counts.returned += 1;
  }

  #revise(row: KnownRow, document: KnownRow['document'], text: string): void {
    row.document = document;
    row.revision += 1;
    this.#acknowledge(row, text);
  }

  #acknowledge(row: KnownRow, text: string): void {
    row.states = [text];
    const at = performance.now();
    row.since ??= at;
    row.acknowledged = [...row.acknowledged, { at, revision: row.revision }];
  }

  /** Sends the same again where the answer was lost, as writers do. */
  async #insist(send: () => Promise<Outcome>): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await send();
      if (outcome === 'done' || attempt === ATTEMPTS) return outcome;
      await sleep(AGAIN_MS * attempt);
    }
  }

  async #send(
    method: string,
    { index, id }: KnownRow,
    api: '_create' | '_update' | '_doc',
    body: unknown,
    done: readonly number[],
  ): Promise<Outcome> {
    const path = `/${index}/${api}/${encodeURIComponent(id)}?${PATIENCE}`;
    const killed = this.#nodesKilled();
    try {
      const { status } = await this.#elasticsearch.ask(
        method,
        path,
        body === undefined ? undefined : JSON.stringify(body),
      );
      if (done.includes(status)) return 'done';
      // A cluster without a primary for the row, or too busy, says nothing of what has been done.
      // Nor does one that did it and, when the primary's node died, did it again: the second time it was done already.
      if (status < 500 && status !== 429 && this.#nodesKilled() === killed) return 'refused';
    } catch {
      // A connection that ended, or a node that did not answer in time.
    }
    this.counts.lost += 1;
    return 'lost';
  }
}
