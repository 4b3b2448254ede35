import { fleetDigest } from '@lockstep/documents';
import { readFleet, recordedInputsOf } from '../domain/index.js';
import { textsOf } from './compute-plan.use-case.js';
import type { PlanRecord } from './plan-record.port.js';
import type { PlanView } from './plan-view.js';
import type { PlanningEngine } from './planning-engine.port.js';
import type { FleetSource, MatrixRevisions } from './planning-sources.port.js';
import type { ReadPlans } from './read-plans.use-case.js';

export type Recomputation =
  | {
      readonly outcome: 'same' | 'different';
      readonly recorded: string;
      readonly found: string;
      /** `record`: told by the events up to the plan's position; `kept`: as it was kept with the plan, because more was recorded at that position since. */
      readonly fleet: 'record' | 'kept';
      readonly planner: { readonly recorded: string; readonly found: string };
    }
  | { readonly outcome: 'failed'; readonly reason: string };

/** Computes again what a plan was computed from, by time travel. Changes nothing. */
export class RecomputePlan {
  constructor(
    private readonly record: Pick<PlanRecord, 'readDocument'>,
    private readonly plans: Pick<ReadPlans, 'find'>,
    private readonly revisions: MatrixRevisions,
    private readonly engine: PlanningEngine,
    /** The fleet as it was at a settled position; undefined: it can not be told any more. */
    private readonly fleetAt: (position: number) => Promise<FleetSource | undefined>,
  ) {}

  /** Throws `PlanningInterrupted`. */
  async execute(id: string, signal: AbortSignal): Promise<Recomputation> {
    const view = await this.plans.find(id);
    if (!view?.result) return { outcome: 'failed', reason: `plan ${id}; must have a result; found ${view ? `it ${view.status}` : 'none'}` };
    const revision = await this.revisions.find(recordedInputsOf(view.request).matrix);
    if (!revision) return { outcome: 'failed', reason: `matrix revision ${recordedInputsOf(view.request).matrix} is not in the record` };
    const fleet = await this.findFleet(view);
    if (!fleet) return { outcome: 'failed', reason: `fleet snapshot ${recordedInputsOf(view.request).fleet} is not in the record` };
    const computed = await this.engine.compute(textsOf(view.request, revision, fleet.text), signal);
    if (computed.outcome === 'defect') return { outcome: 'failed', reason: computed.reason };
    const [recorded, found] = [view.result, computed.result];
    return {
      outcome: recorded.digest === found.digest ? 'same' : 'different',
      recorded: recorded.digest,
      found: found.digest,
      fleet: fleet.from,
      planner: { recorded: recorded.inputs.planner, found: found.inputs.planner },
    };
  }

  private async findFleet({ request }: PlanView): Promise<{ readonly text: string; readonly from: 'record' | 'kept' } | undefined> {
    const { fleet: digest } = recordedInputsOf(request);
    const past = await this.fleetAt(request.fleet.position);
    const told = await past?.findCurrent(request.domain ?? undefined);
    const kept = await this.record.readDocument('fleet', digest);
    if (told && fleetDigest(told.snapshot) === digest) return { text: JSON.stringify(told.snapshot), from: 'record' };
    return kept === undefined || fleetDigest(readFleet(kept)) !== digest ? undefined : { text: kept, from: 'kept' };
  }
}
