import { ApiError } from '@achilles/types';
import type { PageStart } from '../plan/pages.ts';
import { type Asker, cursorBinding } from './cursor-binding.ts';
import type { Cursor, Cursors } from './cursors.ts';

/** Where a request goes on, if it does. */
export interface Continuing {
  /** What its cursors are bound to. */
  readonly boundTo: string;
  /** The page that the walk begins with. */
  readonly firstPage: number;
  readonly cursor?: Cursor;
  readonly start?: PageStart;
}

interface Places {
  readonly cursor?: string;
  readonly page?: number;
  readonly pageSize?: number;
}

/** A page number beside a cursor may repeat that of the walk's first request, or that of the page it leads to. */
function checkPage(page: number | undefined, { firstPage, offset }: Cursor, pageSize: number): void {
  const ledTo = offset / pageSize + 1;
  if (page === undefined || page === firstPage || page === ledTo) return;
  const message = `page ${page} is not where this cursor leads, which is page ${ledTo}; leave page out, or the cursor`;
  throw ApiError.badRequest([{ path: 'page', message }]);
}

/**
 * Reads the cursor among the parameters of a request.
 * @throws ApiError `bad-request` when it was altered or is not for this caller and question
 */
export async function continuedPage(
  cursors: Cursors,
  asker: Asker,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Continuing> {
  const { cursor: text, page, pageSize = 1 } = parameters as Places;
  const boundTo = cursorBinding(asker, path, parameters);
  if (text === undefined) return { boundTo, firstPage: page ?? 1 };
  const cursor = await cursors.read(text, boundTo);
  checkPage(page, cursor, pageSize);
  const { firstPage, offset, state } = cursor;
  return { boundTo, firstPage, cursor, start: { offset, state } };
}
