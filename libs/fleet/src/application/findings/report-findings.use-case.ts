import { type EventStore, handleCommand } from '@lockstep/event-store';
import { findingId, type ReportedFinding, reportedFindingDecider, reportedFindingStream, type ReportedKind } from '../../domain/index.js';
import type { FindingRecord } from './finding-record.port.js';

/** Without its id, which follows from what it is about. */
export type Report = Omit<ReportedFinding, 'id' | 'nodes'>;

export interface ReportedChange {
  readonly id: string;
  readonly change: 'reported' | 'cleared';
}

/** More of one kind than anybody could look at. */
const MOST = 10_000;

/** Takes what others find, who know more than the fleet: plans, approvals, systems of others. */
export class ReportFindings {
  constructor(
    private readonly events: EventStore,
    private readonly record: Pick<FindingRecord, 'listKept'>,
  ) {}

  /** All that there is of a kind now: what is no longer there is cleared. May be called by many, again and again. */
  async execute(kind: ReportedKind, found: readonly Report[], actor: string): Promise<readonly ReportedChange[]> {
    const changes: ReportedChange[] = [];
    const wanted = new Map(found.map((report) => [findingId(report.nsxManager, report.topic), report]));
    for (const [id, report] of wanted)
      if (await this.handle(id, { command: 'report', finding: { ...report, id, nodes: 1 } }, actor))
        changes.push({ id, change: 'reported' });
    for (const { id } of await this.record.listKept({ kinds: [kind], open: true, limit: MOST }))
      if (!wanted.has(id) && (await this.handle(id, { command: 'clear' }, actor))) changes.push({ id, change: 'cleared' });
    return changes;
  }

  private async handle(id: string, command: Parameters<typeof reportedFindingDecider.decide>[0], actor: string): Promise<boolean> {
    const handled = await handleCommand(this.events, reportedFindingDecider, reportedFindingStream(id), command, { actor });
    // Somebody else reports the same just now: the next round compares again.
    return handled.outcome === 'accepted' && handled.events.length > 0;
  }
}
