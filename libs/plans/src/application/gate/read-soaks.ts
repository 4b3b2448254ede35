import { type PlanSpec, type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';
import { type GateNode, isTold, needsSoak, type SoakFacts, type Told } from '../../domain/gate/index.js';
import type { GateExecution, GateFleet } from './gate-sources.port.js';

/** How long a gate watches after a step that moves what only shows its faults under load. */
export interface SoakPolicy {
  readonly minutes: number;
  /** Healthy looks that each source has to have at each touched cluster, spread over the soak. */
  readonly looks: number;
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
    const { id, moves } = of.step;
    const since = execution.confirmedAt.get(id);
    if (since === undefined || !needsSoak(moves)) return null;
    const touched = await this.fleet.readTouched(nodesOf(of));
    if (!isTold(touched)) return touched;
    const clusters = touched.filter(({ role, node }) => role !== 'above' && node.kind === 'cluster').map(({ node }) => node.id);
    const looks = await this.fleet.readLooks(clusters, since);
    if (!isTold(looks)) return looks;
    const reports = (execution.loads.get(id) ?? []).filter(({ at }) => Date.parse(at) >= Date.parse(since));
    const load = reports.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
    return { step: id, since, minutes: this.policy.minutes, needed: this.policy.looks, looks, load };
  }
}
