import type { RecordedEvent } from '@lockstep/event-store';
import type { ProjectionRunner } from '@lockstep/event-store/postgres';
import { FLEET_PROJECTION, readProjects } from '@lockstep/fleet';
import { type DataSource, problem } from '@lockstep/platform';

/** Milliseconds that a producer is kept waiting for what it reported to be shown. */
const patience = 1_000;

/** The rows of the fleet, seen from its events. */
export class FleetRows {
  constructor(
    private readonly projections: Pick<ProjectionRunner, 'catchUp'>,
    private readonly source: DataSource,
  ) {}

  /** Until the fleet is as the events up to `position` say, or for a moment: they are recorded all the same. */
  async follow(position: number): Promise<void> {
    await this.projections.catchUp(FLEET_PROJECTION, { position, timeout: patience });
  }

  /** The NSX Project that each node belonged to after its event; null: to none. Throws a problem while the rows are behind. */
  async projectsAfter(events: readonly RecordedEvent[]): Promise<(string | null)[]> {
    if (events.length === 0) return [];
    const caught = await this.projections.catchUp(FLEET_PROJECTION, { position: Math.max(...events.map(({ position }) => position)) });
    if (caught !== 'reached')
      throw problem('unavailable', `fleet; must follow the record, to tell Projects; found it ${caught}`, {
        headers: { 'retry-after': '5' },
      });
    return readProjects(this.source, events);
  }
}
