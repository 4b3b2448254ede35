import { type Confirmation, type FleetRecord, nodeKey, ReadFleet, type RecordedNode } from '@lockstep/fleet';
import type { ObservedFleet } from '../application/planning-sources.port.js';
import type { PresentFleet, SoughtChange } from '../application/present-fleet.port.js';
import type { FallCause, PremiseNode, SeenNode } from '../domain/index.js';

/** Events of one node that are looked through. The change is among the newest: it was found by comparing with what is so now. */
const MOST_EVENTS = 200;
/** Nodes whose confirmations are asked for at once. */
const PAGE = 1_000;

/** The rows of the fleet and of scans, as plans ask for them. */
export class RecordedPresentFleet implements PresentFleet {
  private readonly fleet: ReadFleet;

  constructor(
    private readonly record: FleetRecord,
    private readonly scans: { confirmations(names: readonly PremiseNode[]): Promise<ReadonlyMap<string, readonly Confirmation[]>> },
  ) {
    this.fleet = new ReadFleet(record);
  }

  catchUp(position: number): Promise<'reached' | 'stalled' | 'stopped'> {
    return this.record.catchUp(position);
  }

  findCurrent(nsxManager?: string): Promise<ObservedFleet | undefined> {
    return this.fleet.findCurrent(nsxManager);
  }

  async findRoot({ kind, id }: PremiseNode): Promise<string | null> {
    return (await this.fleet.find(kind, id))?.root ?? null;
  }

  async findCause({ kind, id }: PremiseNode, changes: readonly SoughtChange[], component: string | null): Promise<FallCause> {
    const { entries } = await this.fleet.history(kind, id, { limit: MOST_EVENTS });
    const entry = entries.find(
      ({ change, effect, data }) =>
        effect === 'applied' &&
        (changes as readonly string[]).includes(change) &&
        (component === null || (data as { component?: unknown }).component === component),
    );
    if (!entry) return { kind: 'unknown' };
    return { kind: 'event', stream: `${kind}-${id}`, position: entry.position, id: entry.eventId, type: entry.type };
  }

  async readSeen(domain: string | undefined): Promise<readonly SeenNode[]> {
    const { nodes } = await this.record.read(domain);
    const seen: SeenNode[] = [];
    for (let from = 0; from < nodes.length; from += PAGE) {
      const page = nodes.slice(from, from + PAGE);
      const confirmed = await this.scans.confirmations(page.map(({ kind, id }) => ({ kind, id })));
      for (const node of page) seen.push(seenOf(node, confirmed.get(nodeKey(node.kind, node.id)) ?? []));
    }
    return seen;
  }
}

/** A look that found nothing new has left no event: what it confirmed counts as much as what was told. */
function seenOf({ kind, id, observedAt }: RecordedNode, confirmations: readonly Confirmation[]): SeenNode {
  const times = [observedAt, ...confirmations.map(({ confirmedAt }) => confirmedAt)].filter((time) => !Number.isNaN(Date.parse(time)));
  const newest = times.reduce((latest, time) => (latest === '' || Date.parse(time) > Date.parse(latest) ? time : latest), '');
  return { kind, id, observedAt: newest };
}
