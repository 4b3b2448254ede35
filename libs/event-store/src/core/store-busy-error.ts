/** More appends are waiting than the store will keep. Nothing of this one was written; try again later. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
}
