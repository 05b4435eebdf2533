/** A request the contract refuses: 400 for bad input, 403 for another organization's data (CONTRACT sections 2 and 7). */
export class OracleFailure extends Error {
  readonly status: 400 | 403;
  readonly parameter: string;

  constructor(status: 400 | 403, parameter: string) {
    super(`${status} ${parameter}`);
    this.status = status;
    this.parameter = parameter;
  }
}
