import type { FleetSnapshot, UpgradePlan } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { planStream } from '../domain/index.js';
import type { PlanQuery, PlanRecord } from './plan-record.port.js';
import { type PlanSummary, type PlanView, viewPlan } from './plan-view.js';
import type { MatrixRevisions } from './planning-sources.port.js';

/** A plan with the documents it was made from. */
export interface PlanDossier {
  readonly plan: UpgradePlan;
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
}

export class ReadPlans {
  constructor(
    private readonly record: PlanRecord,
    private readonly revisions: MatrixRevisions,
  ) {}

  async find(id: string): Promise<PlanView | undefined> {
    return viewPlan(id, await this.record.events.readStream(planStream(id)));
  }

  /** One more than `limit` is never returned: `next` says whether there are further plans. */
  async list(query: PlanQuery): Promise<{ readonly plans: readonly PlanSummary[]; readonly next: number | null }> {
    const found = await this.record.list({ ...query, limit: query.limit + 1 });
    const plans = found.slice(0, query.limit);
    return { plans, next: found.length > query.limit ? plans.at(-1)!.requestedPosition : null };
  }

  /** Undefined while there is no result. */
  async findDocument({ result }: PlanView): Promise<UpgradePlan | undefined> {
    if (result === null) return undefined;
    return JSON.parse(this.found('plan', result.digest, await this.record.readDocument('plan', result.digest))) as UpgradePlan;
  }

  async getFleet({ request: { fleet } }: PlanView): Promise<FleetSnapshot> {
    return JSON.parse(this.found('fleet', fleet.digest, await this.record.readDocument('fleet', fleet.digest))) as FleetSnapshot;
  }

  async getMatrix({ request: { matrix } }: PlanView): Promise<MatrixRevision> {
    return this.found('matrix revision', matrix, await this.revisions.find(matrix));
  }

  private found<T>(what: string, digest: string, value: T | undefined): T {
    if (value === undefined) throw new Error(`plan; ${what}; what the record names is kept; found nothing under ${digest}`);
    return value;
  }
}
