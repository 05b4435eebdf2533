/** There was no answer at all: nothing listens at the address, or the connection broke before one came. */
export class ApiUnreachable extends Error {
  override readonly name = 'ApiUnreachable';

  constructor(address: string, cause: unknown) {
    super(`the API does not answer at ${new URL(address).origin}`, { cause });
  }
}
