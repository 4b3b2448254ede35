import { ArchivedError } from '../core/archived-error.js';

/** SQLSTATE of `event_store.refuse_archived`, of a class of its own: trying again does not help. */
const archivedState = 'LS001';

/** The answer of a query that may need events that were put away. */
export async function orArchived<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: string };
    throw code === archivedState ? new ArchivedError(message, { cause: error }) : error;
  }
}
