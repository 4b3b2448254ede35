import type { DataSource } from 'typeorm';
import type { Cursor } from '../../core/event.js';
import type { Stall } from '../find-stall.js';
import { PostgresEventStore } from '../postgres-event-store.js';
import { isApplied, newestCursor } from './applied.js';
import type { Projection, ProjectionFailure } from './projection.js';

/** What is to be logged; each change once. */
export type ProjectionReport = { readonly projection: string } & (
  | { readonly kind: 'stopped'; readonly failure: ProjectionFailure }
  /** No fault of an event: it is tried again until it works. */
  | { readonly kind: 'retrying'; readonly error: unknown }
  /** Events are committed that no reader may see yet: an older transaction still writes, that of `stall` if it can be named. */
  | { readonly kind: 'waiting'; readonly stall?: Stall }
  | { readonly kind: 'going-on' }
);

/** Milliseconds that a committed event may stay out of sight before it is said. */
const patience = 1_000;

/** Turns what a projection does again and again into the few reports that are worth one. */
export class Conduct {
  private said: ProjectionReport['kind'] = 'going-on';
  private looked = performance.now();
  /** The newest event when it was looked at last. */
  private newest: Cursor | undefined;
  private readonly store: PostgresEventStore;

  constructor(
    private readonly options: { readonly source: DataSource; readonly report?: (report: ProjectionReport) => void },
    private readonly projection: Projection,
  ) {
    this.store = new PostgresEventStore(options.source);
  }

  moved(): void {
    this.say({ projection: this.projection.name, kind: 'going-on' });
  }

  failed(error: unknown): void {
    this.say({ projection: this.projection.name, kind: 'retrying', error });
  }

  /** It found nothing below the fence. */
  async rested(): Promise<void> {
    if (performance.now() - this.looked < patience) return;
    const { source } = this.options;
    const { name: projection } = this.projection;
    const waits = this.newest !== undefined && !(await isApplied(source, this.projection, { cursor: this.newest }));
    if (waits) this.say({ projection, kind: 'waiting', stall: await this.store.findStall(0) });
    else this.say({ projection, kind: 'going-on' });
    this.newest = await newestCursor(source);
    this.looked = performance.now();
  }

  private say(report: ProjectionReport): void {
    if (this.said !== report.kind) this.options.report?.(report);
    this.said = report.kind;
  }
}
