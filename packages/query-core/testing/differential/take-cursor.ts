interface Page {
  readonly pagination: { readonly hasNext: boolean; readonly nextCursor?: string };
}

const isPage = (body: unknown): body is Page =>
  typeof body === 'object' && body !== null && 'pagination' in body;

/**
 * Takes the cursor out of a body, so that it can be compared with one that was written by hand.
 * @throws Error when a page lacks the cursor of the next one, or has one where none follows
 */
export function takeCursor(body: unknown): { readonly body: unknown; readonly nextCursor?: string } {
  if (!isPage(body)) return { body };
  const { nextCursor, ...pagination } = body.pagination;
  if ((nextCursor !== undefined) !== pagination.hasNext) {
    throw new Error(`hasNext is ${pagination.hasNext} and nextCursor ${nextCursor ?? 'absent'}`);
  }
  const rest = { ...body, pagination };
  return nextCursor === undefined ? { body: rest } : { body: rest, nextCursor };
}
