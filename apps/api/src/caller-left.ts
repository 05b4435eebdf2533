/** The caller broke off before its request was read; there is nobody to answer. */
export class CallerLeft extends Error {
  override readonly name = 'CallerLeft';

  constructor(options?: ErrorOptions) {
    super('the caller left before its request was complete', options);
  }
}
