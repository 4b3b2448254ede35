/** What was asked for needs events that were put away. They are in the record, so an answer without them would be wrong. */
export class ArchivedError extends Error {
  override readonly name = 'ArchivedError';
}
