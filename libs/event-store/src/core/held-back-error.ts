/** What is on record can not be read whole just now: a transaction is open, or rows do not follow. Nothing was decided over half of it; try again later. */
export class HeldBackError extends Error {
  override readonly name: string = 'HeldBackError';
}
