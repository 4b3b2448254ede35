import { fleetDigest, type FleetSnapshot, type UpgradePlan } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import {
  type AlteredInput,
  isExecutable,
  type PlanRequest,
  type PlanStage,
  planStream,
  readFleetInTurns,
  recordedInputsOf,
} from '../domain/index.js';
import { inTurns } from './in-turns.js';
import { assumeAgain } from './assume-again.js';
import type { PlanBefore, PlanQuery, PlanRecord, StagedPlan } from './plan-record.port.js';
import { type PlanView, viewPlan } from './plan-view.js';
import type { MatrixRevisions } from './planning-sources.port.js';

/** What the documents of a plan over assumed facts are described as. */
const NOT_EXECUTABLE = 'Hypothetical, not executable: made of assumed facts that nobody has stated or observed.';

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
  async list(query: PlanQuery): Promise<{ readonly plans: readonly StagedPlan[]; readonly next: number | null }> {
    const found = await this.record.list({ ...query, limit: query.limit + 1 });
    const plans = found.slice(0, query.limit);
    return { plans, next: found.length > query.limit ? plans.at(-1)!.requestedPosition : null };
  }

  /** The plans before this one, the newest first. */
  listBefore(id: string): Promise<readonly PlanBefore[]> {
    return this.record.listBefore(id);
  }

  /** How far it has come by now: `status` tells of its own stream alone. */
  findStage(view: PlanView): Promise<PlanStage> {
    return this.record.findStage(view);
  }

  /** Undefined while there is no result. A plan over assumed facts says so by itself, wherever its document goes. */
  async findDocument({ result, request }: PlanView): Promise<UpgradePlan | undefined> {
    if (result === null) return undefined;
    const plan = JSON.parse(this.found('plan', result.digest, await this.record.readDocument('plan', result.digest))) as UpgradePlan;
    return isExecutable(request) ? plan : { ...plan, metadata: { ...plan.metadata, description: NOT_EXECUTABLE } };
  }

  /** Altered, where facts are assumed. */
  async getFleet({ request }: PlanView): Promise<FleetSnapshot> {
    return (await this.getInputs(request)).fleet;
  }

  /** Altered, where facts are assumed. */
  async getMatrix({ request }: PlanView): Promise<MatrixRevision> {
    if (request.hypothetical !== false) return (await this.getInputs(request)).revision;
    return this.found('matrix revision', request.matrix, await this.revisions.find(request.matrix));
  }

  private async getInputs(request: PlanRequest): Promise<AlteredInput> {
    const recorded = recordedInputsOf(request);
    const revision = this.found('matrix revision', recorded.matrix, await this.revisions.find(recorded.matrix));
    const text = this.found('fleet', recorded.fleet, await this.record.readDocument('fleet', recorded.fleet));
    const fleet = await inTurns(readFleetInTurns(text));
    if (request.hypothetical === false) return { revision, fleet };
    const altered = assumeAgain(revision, fleet, request.hypothetical);
    if (altered.revision.digest !== request.matrix || fleetDigest(altered.fleet) !== request.fleet.digest)
      throw new Error('plan; assumptions; assumed again they must give the inputs that were frozen; found others');
    return { ...altered, fleet: { ...altered.fleet, metadata: { ...altered.fleet.metadata, description: NOT_EXECUTABLE } } };
  }

  private found<T>(what: string, digest: string, value: T | undefined): T {
    if (value === undefined) throw new Error(`plan; ${what}; what the record names is kept; found nothing under ${digest}`);
    return value;
  }
}
