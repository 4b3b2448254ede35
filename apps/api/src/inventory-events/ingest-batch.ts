import type { IngestEvents, IngestOutcome, Refusal, ReportedEvent } from '@lockstep/fleet';

export type ReadEvent = ReportedEvent | readonly Refusal[];

export interface IngestContext {
  readonly actor: string;
  readonly correlationId?: string;
}

/** Ingests what could be read; one outcome per event, in order. */
export async function ingestBatch(
  ingest: IngestEvents,
  events: readonly ReadEvent[],
  context: IngestContext,
): Promise<readonly IngestOutcome[]> {
  const readable = events.filter((event): event is ReportedEvent => !isRefused(event));
  const outcomes = (await ingest.execute(readable, context))[Symbol.iterator]();
  return events.map((event) => (isRefused(event) ? { outcome: 'refused', refusals: event } : outcomes.next().value!));
}

const isRefused = (event: ReadEvent): event is readonly Refusal[] => Array.isArray(event);

/** How the events of one request came out. */
export class Tally {
  readonly counts = { accepted: 0, duplicate: 0, refused: 0 };
  /** The greatest that was answered; 0: none was. */
  position = 0;

  add(outcome: IngestOutcome): void {
    this.counts[outcome.outcome]++;
    if (outcome.outcome !== 'refused') this.position = Math.max(this.position, outcome.position);
  }
}

/** An outcome as it is answered. */
export const renderOutcome = (outcome: IngestOutcome) =>
  outcome.outcome === 'refused' ? { outcome: outcome.outcome, errors: outcome.refusals } : outcome;
