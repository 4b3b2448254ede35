import type { CompatibilityMatrix, Located, Problem } from '@lockstep/documents';
import { newEventId, type RecordedEvent } from '@lockstep/event-store';
import { compileMatrix, type MatrixRevision } from '../domain/index.js';
import { MATRIX_REVISION_PUBLISHED, MATRIX_STREAM, type MatrixRevisionPublished } from './matrix-events.js';
import type { MatrixRecord, MatrixTransaction, Publication } from './matrix-record.port.js';

export interface PublicationOrder {
  /** A base and its overlays, in the order in which they are laid over each other. */
  readonly documents: readonly Located<CompatibilityMatrix>[];
  /** Name of the composed revision; of one document alone its own name counts. */
  readonly name?: string;
  readonly author: string;
  readonly reason?: string;
  readonly correlationId?: string;
  readonly idempotencyKey?: string;
}

export type ValidationOutcome =
  { readonly outcome: 'valid'; readonly revision: MatrixRevision } | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] };

export type PublicationOutcome =
  | { readonly outcome: 'published'; readonly publication: Publication }
  /** This content is the current revision already: nothing was written. */
  | { readonly outcome: 'unchanged'; readonly publication: Publication }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] };

const ATTEMPTS = 8;

export class PublishRevision {
  constructor(private readonly record: MatrixRecord) {}

  /** Composes and compiles without writing anything; all problems of all documents at once. */
  validate({ documents, name }: Pick<PublicationOrder, 'documents' | 'name'>): ValidationOutcome {
    const compiled = compileMatrix(documents, name);
    return 'problems' in compiled ? { outcome: 'invalid', problems: compiled.problems } : { outcome: 'valid', revision: compiled };
  }

  /** Event and projection commit together. Published at once by two, each sees the other's revision as its parent or as the same content. */
  async execute(order: PublicationOrder): Promise<PublicationOutcome> {
    const validation = this.validate(order);
    if (validation.outcome === 'invalid') return validation;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const outcome = await this.record.transact((transaction) => publishWithin(transaction, order, validation.revision));
      if (outcome !== 'conflict') return outcome;
    }
    throw new Error(`matrix; publication; the stream must settle within ${ATTEMPTS} attempts; found a conflict each time`);
  }
}

/**
 * Within a transaction of another decision. `conflict`: somebody has published meanwhile; roll back and decide again.
 * @param parent the digest that must be current; absent: whatever is
 */
export async function publishWithin(
  transaction: MatrixTransaction,
  order: PublicationOrder,
  revision: MatrixRevision,
  parent?: string,
): Promise<PublicationOutcome | 'conflict'> {
  const head = await transaction.findHead();
  if (parent !== undefined && head?.digest !== parent) return 'conflict';
  if (head?.digest === revision.digest) return { outcome: 'unchanged', publication: head };
  const data: MatrixRevisionPublished = {
    digest: revision.digest,
    parent: head?.digest ?? null,
    author: order.author,
    reason: order.reason ?? null,
    parts: revision.parts,
    document: revision.document,
  };
  const { author: actor, correlationId, idempotencyKey } = order;
  const event = { id: newEventId(), type: MATRIX_REVISION_PUBLISHED, data, actor, correlationId, idempotencyKey };
  const appended = await transaction.events.append(MATRIX_STREAM, head?.number ?? 0, [event]);
  if (appended.outcome === 'conflict') return 'conflict';
  if (appended.outcome !== 'appended') throw new Error(`matrix; publication; a new event id must be new; found ${appended.outcome}`);
  const publication = publicationOf(appended.events[0] as RecordedEvent<string, MatrixRevisionPublished>);
  await transaction.project(publication, data.document);
  return { outcome: 'published', publication };
}

/** What the projection keeps of an event; a rebuild uses the same function. */
export const publicationOf = ({ version, data, recordedAt, position }: RecordedEvent<string, MatrixRevisionPublished>): Publication => ({
  number: version,
  digest: data.digest,
  parent: data.parent,
  name: data.document.metadata.name,
  author: data.author,
  reason: data.reason,
  publishedAt: recordedAt,
  position,
  parts: data.parts,
});
