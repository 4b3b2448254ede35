import type { PlansToIssue, PlanToIssue } from '@lockstep/approvals';
import type { EventStore } from '@lockstep/event-store';
import {
  type JudgeFreshness,
  keptIn,
  PlansOfTheRecord,
  type PlanStanding,
  type ReadExecution,
  type ReadPlans,
  timetableStream,
} from '@lockstep/plans';

const ENDED = ['finished', 'abandoned', 'replaced'];

/** What an approval has to know of plans, from where plans are kept. */
export class PlansOfTheRecordToIssue implements PlansToIssue {
  constructor(
    private readonly plans: ReadPlans,
    private readonly freshness: Pick<JudgeFreshness, 'execute'>,
    private readonly executions: Pick<ReadExecution, 'find'>,
    /** Schedules that are kept. */
    private readonly timetables: Pick<EventStore, 'readStream'>,
  ) {}

  async look(id: string): Promise<PlanToIssue | undefined> {
    const seen = await this.freshness.execute(id);
    const view = seen && (await this.plans.find(id));
    const judged = seen && (await new PlansOfTheRecord(this.plans, { execute: async () => seen }).judge(id));
    if (!view || !judged) return undefined;
    const { digest, standing, because } = judged;
    const execution = digest === null ? undefined : await this.executions.find(id);
    return {
      id,
      digest,
      domain: view.request.domain,
      requestedBy: judged.requestedBy,
      requestedBefore: judged.requestedBefore,
      standing,
      because,
      document: (await this.plans.findDocument(view)) ?? null,
      goal: view.request.goal,
      matrix: (await this.plans.getMatrix(view)).document,
      fleetPosition: view.request.fleet.position,
      evidenceUntil: evidenceUntil(seen),
      ended: execution && ENDED.includes(execution.status) ? execution.status : null,
      schedule: digest === null ? null : await this.findSchedule(id, digest),
    };
  }

  private async findSchedule(id: string, digest: string): Promise<PlanToIssue['schedule']> {
    const kept = keptIn(await this.timetables.readStream(timetableStream(id)))?.data;
    return kept?.plan === digest ? { digest: kept.digest, start: kept.start, end: kept.end } : null;
  }
}

/** What the node was seen at that nobody has looked at for longest, and the age that counts. */
function evidenceUntil({ evidence }: PlanStanding): string | null {
  if (!evidence?.oldest?.observedAt) return null;
  return new Date(Date.parse(evidence.oldest.observedAt) + evidence.maxAge * 1_000).toISOString();
}
