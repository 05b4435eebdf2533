import { EXECUTION_EXPORT, FILTERS, parseParameters, shortNames } from '@achilles/types';
import { type ExportInput, exportExecutions } from '../../src/export-executions.ts';
import type { Scope } from '../../src/plan/scope.ts';
import type { ResultReader } from '../../src/ports/result-reader.ts';
import { enrichedRow } from '../../src/rows/listed-row.ts';
import { type Listing, lengthOf } from '../oracle/listing.ts';
import type { World } from '../worlds/world.ts';
import { TEST_CALLER, testCursors } from './ask-store.ts';
import { itemsFault } from './listing-fault.ts';

/** What has arrived of an export, and the cursor that leads back to it. */
interface Received {
  readonly rows: unknown[];
  cursor: string;
}

/** The reader of an export left before its end. */
export class ReaderLeft extends Error {}

/** A request for an export of what a query matches. */
export function exportInput(query: URLSearchParams, scope: Scope, now: number): ExportInput {
  const parameters = parseParameters({ ...FILTERS, ...EXECUTION_EXPORT.parameters }, query);
  return { parameters, scope, now, caller: TEST_CALLER };
}

/** Reads an export, and leaves once that many rows are there. */
async function receive(
  reader: ResultReader,
  world: World,
  input: ExportInput,
  received: Received,
  most: number,
): Promise<void> {
  const { organizations } = world;
  const nameOf = shortNames(organizations);
  const context = { reader, organizations, cursors: testCursors };
  await exportExecutions(context, input, async ({ rows, cursor }) => {
    received.cursor = cursor;
    for await (const batch of rows) {
      received.rows.push(...batch.map((row) => enrichedRow(row, nameOf)));
      if (received.rows.length >= most) throw new ReaderLeft();
    }
  });
}

/**
 * Exports what a query matches, leaves after about `breakAt` rows and goes on from there by cursor.
 * @returns how the rows of both differ from the oracle's list; null when they don't
 */
export async function exportFault(
  reader: ResultReader,
  world: World,
  query: URLSearchParams,
  scope: Scope,
  { listing, breakAt }: { readonly listing: Listing; readonly breakAt: number },
): Promise<string | null> {
  const received: Received = { rows: [], cursor: '' };
  const input = exportInput(query, scope, world.now);
  try {
    await receive(reader, world, input, received, breakAt);
  } catch (error) {
    if (!(error instanceof ReaderLeft)) throw error;
    const { cursor, rows } = received;
    const further = { ...input, parameters: { ...input.parameters, cursor, skip: rows.length } };
    await receive(reader, world, further, received, Number.POSITIVE_INFINITY);
  }
  const { length } = received.rows;
  if (length !== lengthOf(listing)) return `an export of ${length} rows, not of ${lengthOf(listing)}`;
  const fault = itemsFault(received.rows, listing, 0);
  return fault === null ? null : `an export, left after ${breakAt} rows: ${fault}`;
}
