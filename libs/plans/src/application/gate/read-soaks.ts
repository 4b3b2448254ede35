import { type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { type GateNode, isTold, type LeastLoad, needsSoak, type SoakFacts, type Told } from '../../domain/gate/index.js';
import { lastTouched } from '../../domain/subject-times.js';
import type { GateExecution, GateFleet } from './gate-sources.port.js';

/** How long a gate watches after a step that moves what only shows its faults under load. */
export interface SoakPolicy {
  readonly minutes: number;
  /** Healthy looks that each source has to have at each touched cluster, spread over the soak. */
  readonly looks: number;
  /** That one report of real flows has to cover. */
  readonly load: LeastLoad;
}

export interface StepOfPlan {
  readonly spec: PlanSpec;
  readonly matrix: Matrix;
  readonly step: PlanStep;
}

const KINDS = { nsxManager: 'nsx-manager', vcenter: 'vcenter', supervisor: 'supervisor', cluster: 'cluster' } as const;

export const nodesOf = ({ spec, step, matrix }: StepOfPlan): GateNode[] =>
  subjectsOf(spec, step).map((id) => ({ kind: KINDS[matrix.components.get(step.component)?.scope ?? 'cluster'], id }));

/** What has been seen of the soak after a step: for the gate, which judges it, and for the record, which tells of its end. */
export class ReadSoaks {
  constructor(
    private readonly fleet: Pick<GateFleet, 'readTouched' | 'readLooks'>,
    private readonly policy: SoakPolicy,
  ) {}

  /** Null: the step needs none, or is not seen done yet, which holds by itself. */
  async find({ execution, ...of }: StepOfPlan & { readonly execution: GateExecution }): Promise<Told<SoakFacts> | null> {
    const since = execution.confirmedAt.get(of.step.id);
    return since === undefined || !needsSoak(of.step.moves) ? null : this.read(of, execution, since, nodesOf(of));
  }

  /**
   * Of a step of another plan, which nobody may go on with: every attempt that was started may have moved what it was to move, also one that was reported
   * as failed, and since when counts from the last that is on record of it. Null: nothing of the step was started, or it needs none.
   */
  async findLeft({ execution, ...of }: StepOfPlan & { readonly execution: GateExecution }): Promise<Told<SoakFacts> | null> {
    const times = execution.progress.get(of.step.id);
    const since = execution.confirmedAt.get(of.step.id) ?? lastTouched(times);
    if (since === undefined || times === undefined || !needsSoak(of.step.moves)) return null;
    return this.read(
      of,
      execution,
      since,
      nodesOf(of).filter(({ id }) => times.has(id)),
    );
  }

  private async read(of: StepOfPlan, execution: GateExecution, since: string, nodes: readonly GateNode[]): Promise<Told<SoakFacts>> {
    const { id } = of.step;
    const touched = await this.fleet.readTouched(nodes);
    if (!isTold(touched)) return touched;
    const clusters = touched.filter(({ role, node }) => role !== 'above' && node.kind === 'cluster').map(({ node }) => node.id);
    const looks = await this.fleet.readLooks(clusters, since);
    if (!isTold(looks)) return looks;
    const { minutes, looks: needed, load: least } = this.policy;
    return { step: id, since, minutes, needed, looks, loads: execution.loads.get(id) ?? [], least };
  }
}
