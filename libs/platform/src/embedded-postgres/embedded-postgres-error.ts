/** The embedded database could not be used. The message reads `subject; place; rule; found` and is meant for the operator's eyes. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}
