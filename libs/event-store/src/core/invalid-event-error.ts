/** A broken invariant of the producer: such an event could not be kept by any store. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
}
