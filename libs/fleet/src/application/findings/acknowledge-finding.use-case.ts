import { type EventStore, newEventId } from '@lockstep/event-store';
import { FINDING_ACKNOWLEDGED, type FindingAcknowledged, findingStream, type FindingView } from '../../domain/index.js';

export interface AcknowledgementOrder {
  /** As the person saw it. */
  readonly finding: FindingView;
  readonly reason: string;
  /** RFC 3339; null: until the finding closes. */
  readonly until: string | null;
  readonly actor: string;
  readonly correlationId?: string;
  readonly idempotencyKey?: string;
}

export type AcknowledgementOutcome =
  | { readonly outcome: 'acknowledged'; readonly position: number }
  /** There is nothing to take on any more. */
  | { readonly outcome: 'closed' }
  /** Somebody else has acknowledged it meanwhile. */
  | { readonly outcome: 'stale' };

/** Records that a person has seen a finding and takes it on. It holds until the finding closes, or until a time. */
export class AcknowledgeFinding {
  constructor(
    private readonly events: EventStore,
    /** Until the findings hold what is recorded up to a position. */
    private readonly catchUp: (position: number) => Promise<unknown>,
  ) {}

  /** What the same order has recorded of the finding as it is open now, or was last: its answer may have got lost. */
  async findRecorded({ finding, reason, until, actor, idempotencyKey }: AcknowledgementOrder): Promise<{ position: number } | undefined> {
    if (idempotencyKey === undefined) return undefined;
    const recorded = (await this.events.readStream(findingStream(finding.id))).findLast((event) => {
      const said = event.data as FindingAcknowledged;
      return event.actor === actor && event.idempotencyKey === idempotencyKey && said.reason === reason && said.until === until;
    });
    if (!recorded || recorded.position < (finding.opened?.position ?? 0)) return undefined;
    await this.catchUp(recorded.position);
    return { position: recorded.position };
  }

  async execute({ finding, reason, until, ...envelope }: AcknowledgementOrder): Promise<AcknowledgementOutcome> {
    if (finding.state === 'closed') return { outcome: 'closed' };
    const { id, nsxManager, topic, acknowledgements } = finding;
    const data: FindingAcknowledged = { nsxManager, topic, reason, until };
    const appended = await this.events.append(findingStream(id), acknowledgements, [
      { id: newEventId(), type: FINDING_ACKNOWLEDGED, data, ...envelope },
    ]);
    if (appended.outcome === 'conflict') return { outcome: 'stale' };
    if (appended.outcome !== 'appended')
      throw new Error(`finding ${id}; acknowledgement; a new event id is new; found ${appended.outcome}`);
    const { position } = appended.events[0]!;
    await this.catchUp(position);
    return { outcome: 'acknowledged', position };
  }
}
