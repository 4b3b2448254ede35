import { fleetDigest, type FleetSnapshot, type UpgradeGoal } from '@lockstep/documents';
import { handleCommand, newEventId } from '@lockstep/event-store';
import { canonicalJson, digestOf } from '@lockstep/kernel';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { fleetProblems, goalProblems } from '@lockstep/planner';
import { assume, type Assumptions, planDecider, type PlanRequest, planStream } from '../domain/index.js';
import { unlessBehind } from './acknowledged-fleet.js';
import type { PlanJobs } from './plan-jobs.port.js';
import type { PlanRecord } from './plan-record.port.js';
import { type PlanView, viewPlan } from './plan-view.js';
import type { FleetSource, MatrixRevisions, ObservedFleet, RollingNode } from './planning-sources.port.js';
import { locateInBody, type RequestProblem, requestProblems } from './request-problem.js';

export interface PlanOrder {
  readonly goal: UpgradeGoal;
  /** An NSX manager's id; absent: the whole fleet. */
  readonly domain?: string;
  /** Digest of a revision; absent: the current one. */
  readonly matrix?: string;
  /** The fleet as it was known at an earlier moment; absent: as it is known now. */
  readonly past?: FleetSource;
  /** Given: a plan over assumed facts, which is never executable. */
  readonly hypothetical?: Assumptions;
  /** The plan in whose place this one is asked for. */
  readonly parent?: string;
  /** Whose request it is, where the service asks in the place of somebody; absent: the actor's. */
  readonly requestedBy?: string;
  readonly actor: string;
  readonly correlationId?: string;
  /** The same key of the same actor is the same plan. */
  readonly idempotencyKey?: string;
}

export type RequestPlanOutcome =
  | { readonly outcome: 'accepted'; readonly plan: PlanView }
  | { readonly outcome: 'invalid'; readonly problems: readonly RequestProblem[] }
  /** Nothing can be said of what happens to nodes that run several versions at once, so nothing is planned until they stand still. */
  | { readonly outcome: 'rolling'; readonly nodes: readonly RollingNode[] }
  /** The fleet can not be told yet as it is on record: nothing was recorded, and the request may be sent again. */
  | { readonly outcome: 'behind'; readonly reason: string }
  /** The idempotency key belongs to a request for something else. */
  | { readonly outcome: 'key-reused'; readonly plan: string };

interface FrozenInput {
  readonly revision: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly position: number;
  /** As observed, before anything was assumed: what is kept beside the record. */
  readonly observed: FleetSnapshot;
  readonly hypothetical: PlanRequest['hypothetical'];
  readonly rolling: readonly RollingNode[];
}

export class RequestPlan {
  constructor(
    private readonly record: PlanRecord,
    private readonly revisions: MatrixRevisions,
    private readonly fleets: FleetSource,
    private readonly jobs: PlanJobs,
    private readonly onLateEnqueue: (plan: string, cause: unknown) => void,
  ) {}

  /** Records the request with all that decides its result, then queues the computation. A request that makes no sense writes nothing.
   *  When the queue is away the plan stays requested, and is queued by the next sweep: see `EnqueueRequestedPlans`. */
  async execute(order: PlanOrder): Promise<RequestPlanOutcome> {
    const id = order.idempotencyKey === undefined ? newEventId() : planIdOf(order.actor, order.idempotencyKey);
    // A repeated request is not judged again: the fleet may have moved on since.
    const recorded = order.idempotencyKey === undefined ? undefined : await this.find(id);
    const refused = await this.ensureRequested(id, order, recorded);
    if (refused !== null) return refused;
    try {
      await this.jobs.enqueue(id);
    } catch (error) {
      this.onLateEnqueue(id, error);
    }
    return { outcome: 'accepted', plan: (await this.find(id))! };
  }

  /** Null: the request stands in the record. */
  private async ensureRequested(id: string, order: PlanOrder, recorded: PlanView | undefined): Promise<RequestPlanOutcome | null> {
    const keyReused = { outcome: 'key-reused', plan: id } as const;
    if (recorded !== undefined) {
      const { goal, domain, hypothetical, parent } = recorded.request;
      const asked = [order.goal, order.domain ?? null, order.hypothetical ?? false, order.parent ?? null];
      return canonicalJson([goal, domain, hypothetical && hypothetical.assumed, parent]) === canonicalJson(asked) ? null : keyReused;
    }
    const input = await unlessBehind(() => this.freeze(order));
    if (Array.isArray(input)) return { outcome: 'invalid', problems: input };
    if ('outcome' in input) return input;
    if (input.rolling.length > 0) return { outcome: 'rolling', nodes: input.rolling };
    const problems = problemsOf(order.goal, input);
    if (problems.length > 0) return { outcome: 'invalid', problems };
    return (await this.append(id, order, input)) ? null : keyReused;
  }

  private async find(id: string): Promise<PlanView | undefined> {
    return viewPlan(id, await this.record.events.readStream(planStream(id)));
  }

  private async freeze({ domain, matrix, past, hypothetical }: PlanOrder): Promise<FrozenInput | RequestProblem[]> {
    const revision = await (matrix === undefined ? this.revisions.findCurrent() : this.revisions.find(matrix));
    if (revision === undefined)
      return [
        matrix === undefined
          ? { pointer: '', detail: 'a plan needs a matrix; no revision has been published' }
          : { pointer: 'query:/matrix', detail: `no revision has this digest; found ${matrix}` },
      ];
    const current = await (past ?? this.fleets).findCurrent(domain);
    if (current !== undefined) return alter({ revision, ...current }, hypothetical);
    if (domain === undefined) return [{ pointer: '', detail: 'a plan needs a fleet; nothing has been observed' }];
    return [{ pointer: '/domain', detail: `no NSX manager of the fleet has this id; found ${JSON.stringify(domain)}` }];
  }

  private async append(id: string, order: PlanOrder, { revision, fleet, position, observed, hypothetical }: FrozenInput): Promise<boolean> {
    const request: PlanRequest = {
      goal: order.goal,
      goalDigest: digestOf(order.goal.spec),
      domain: order.domain ?? null,
      matrix: revision.digest,
      fleet: { position, digest: fleetDigest(fleet) },
      requestedBy: order.requestedBy ?? order.actor,
      hypothetical,
      parent: order.parent ?? null,
    };
    return this.record.transact(id, async ({ events, keepDocument }) => {
      const handled = await handleCommand(
        events,
        planDecider,
        planStream(id),
        { type: 'request', request },
        { actor: order.actor, correlationId: order.correlationId },
      );
      if (handled.outcome === 'conflict')
        throw new Error(`plan ${id}; request; the stream must settle; found version ${handled.actualVersion}`);
      if (handled.outcome === 'refused') return false;
      if (handled.events.length > 0) await keepDocument('fleet', fleetDigest(observed), canonicalJson(observed));
      return true;
    });
  }
}

/** An altered fleet is never kept: a plan from elsewhere could be proven over it. */
function alter(
  { revision, snapshot, position, rolling: observed }: ObservedFleet & { readonly revision: MatrixRevision },
  assumed: Assumptions | undefined,
): FrozenInput | RequestProblem[] {
  const rolling = observed.filter(({ id, component }) => !isAssumed(id, component, assumed));
  if (assumed === undefined) return { revision, fleet: snapshot, position, observed: snapshot, hypothetical: false, rolling };
  const altered = assume(revision, snapshot, assumed);
  if (Array.isArray(altered)) return altered;
  const over = { matrix: revision.digest, fleet: fleetDigest(snapshot) };
  return { ...altered, position, observed: snapshot, hypothetical: { assumed, over }, rolling };
}

/** Who says what a node runs in the end may plan over that. */
const isAssumed = (id: string, component: string, assumed: Assumptions | undefined): boolean =>
  assumed?.versions.some((version) => version.node === id && version.component === component) ?? false;

/** A fleet that the matrix can not read is told apart from a goal that does not fit: its places are not in the request. */
function problemsOf(goal: UpgradeGoal, { revision: { matrix }, fleet }: FrozenInput): RequestProblem[] {
  const unreadable = fleetProblems(matrix, locateInBody(fleet));
  if (unreadable.length > 0)
    return unreadable.map(({ path, message }) => ({
      pointer: '',
      detail: `the recorded fleet does not fit the matrix; ${path}; ${message}`,
    }));
  return requestProblems(goalProblems(matrix, fleet, locateInBody(goal, 'goal')));
}

/** A UUIDv8 (RFC 9562) made of the key: two requests that race for one key meet in one stream. */
function planIdOf(actor: string, key: string): string {
  const hex = digestOf(['plan', actor, key]).slice('sha256:'.length);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
