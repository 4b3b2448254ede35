import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetSnapshot } from '@lockstep/documents';
import { beginning, type Cursor, handleCommand, HeldBackError, type RecordedEvent } from '@lockstep/event-store';
import { nodeOfStream } from '@lockstep/fleet';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { LRUCache } from 'lru-cache';
import {
  type FleetPremises,
  fleetPremisesOf,
  lostFacts,
  lostStatements,
  type PlanBasis,
  planDecider,
  planOfStream,
  planStream,
  type PremiseFall,
} from '../domain/index.js';
import { FallCauses } from './fall-causes.js';
import type { PlanRecord } from './plan-record.port.js';
import type { PlanSummary } from './plan-view.js';
import type { MatrixRevisions, ObservedFleet } from './planning-sources.port.js';
import type { FollowingState, PremiseFollowing } from './premise-following.port.js';
import type { PresentFleet } from './present-fleet.port.js';
import type { Progress } from './progress.port.js';
import type { ReadPlans } from './read-plans.use-case.js';

export interface FollowedPlan {
  readonly plan: string;
  readonly falls: readonly PremiseFall[];
}

/** What has been recorded since the last round, as far as it matters to plans. */
interface News {
  readonly cursor: Cursor;
  /** Of the newest event among them; 0: none. */
  readonly position: number;
  readonly computed: ReadonlySet<string>;
  /** Streams of nodes. */
  readonly nodes: ReadonlySet<string>;
  /** Some node was moved, and may have hung anywhere before. */
  readonly hasMoves: boolean;
  readonly isMatrixOther: boolean;
}

/** The published matrix, with its place in the record. */
export interface PublishedRevisions extends MatrixRevisions {
  /** `number`: version of the stream `matrix`. */
  findPublication(digest: string): Promise<{ readonly number: number } | undefined>;
}

/** Nothing can be said of any plan just now: an event is on record that can not be read yet, or that the rows of the fleet do not hold yet. */
export class PremisesNotFollowed extends HeldBackError {
  override readonly name = 'PremisesNotFollowed';

  /** `stalled`: not in time, which a long page may be to blame for; `stopped`: not without an operator; `held-back`: while a transaction is open. */
  constructor(readonly found: 'stalled' | 'stopped' | 'held-back') {
    super(
      found === 'held-back'
        ? 'premises; record; all that is on it must be read before a plan is decided on; found some held back by an open transaction'
        : `premises; fleet; its rows follow the record before plans are compared with them; found it ${found}`,
    );
  }
}

interface Followed extends PlanBasis {
  readonly premises: FleetPremises;
}

/** The rest of what fell at once says no more than that the plan is void. */
const MOST_FALLS = 50;
/** With more nodes than this it is cheaper to compare all plans than to ask where each of the nodes hangs. */
const MOST_NODES = 200;
/** Plans whose documents are kept in memory: a large fleet is some fifty megabytes. */
const KEPT = 8;

/** Milliseconds between two looks at whether what is on record can be read. */
const PAUSE = 10;

export const PREMISES_ACTOR = 'system:premises';

/**
 * Compares open plans with what has been recorded since, and records what they can no longer lean on. The comparison is of the plan's facts with those of
 * now: what changed and changed back within one round has not fallen. Any number may run at once, and be killed at any time: a fall is recorded once, and
 * how far one got is written only after all that was found until there is on record.
 */
export class FollowPremises {
  private readonly bases = new LRUCache<string, Promise<Followed | null>>({ max: KEPT, memoMethod: (plan) => this.load(plan) });

  constructor(
    private readonly record: PlanRecord,
    private readonly following: PremiseFollowing,
    private readonly plans: ReadPlans,
    private readonly revisions: PublishedRevisions,
    private readonly fleet: PresentFleet,
    private readonly progress: Progress,
    /** RFC 3339. */
    private readonly now: () => string,
  ) {}

  /** @param all compares every open plan, whatever was recorded since. Throws `PremisesNotFollowed` */
  async execute(all = false): Promise<readonly FollowedPlan[]> {
    const state = await this.following.find();
    const day = this.now().slice(0, 10);
    const news = await this.readNews(state);
    const isQuiet = news.position === 0 && state?.day === day && !all;
    const found = isQuiet ? [] : await this.compare(await this.findConcerned(news, all || state?.day !== day), day);
    if (news.cursor !== state?.cursor || day !== state.day) await this.following.advance(state, { cursor: news.cursor, day });
    return found;
  }

  /**
   * The same over all news that was on record when it was asked: who decides on a plan must not miss what somebody was told is recorded. Waits at most
   * `patience` milliseconds for what open transactions hold back. Throws `PremisesNotFollowed`.
   */
  async catchUp(patience: number): Promise<void> {
    const deadline = performance.now() + patience;
    for (let held = await this.following.findHeldBack(); held > 0; held = await this.following.findHeldBack(held)) {
      if (performance.now() > deadline) throw new PremisesNotFollowed('held-back');
      await sleep(PAUSE);
    }
    await this.execute();
  }

  private async readNews(state: FollowingState | undefined): Promise<News> {
    // What was recorded before the first round is looked at by comparing all plans, and not event by event.
    let cursor = state?.cursor ?? (await this.following.findSettledCursor()) ?? beginning;
    const events: Pick<RecordedEvent, 'position' | 'stream' | 'type'>[] = [];
    for (let ended = false; !ended;) {
      const page = await this.following.readNews(cursor);
      events.push(...page.events.map(({ position, stream, type }) => ({ position, stream, type })));
      ({ cursor, ended } = page);
    }
    return {
      cursor,
      position: events.reduce((newest, { position }) => Math.max(newest, position), 0),
      computed: new Set(events.flatMap(({ stream }) => planOfStream(stream) ?? [])),
      nodes: new Set(events.filter(({ stream }) => nodeOfStream(stream)).map(({ stream }) => stream)),
      hasMoves: events.some(({ type }) => type.endsWith('Moved')),
      isMatrixOther: events.some(({ type }) => type === 'MatrixRevisionPublished'),
    };
  }

  private async findConcerned(news: News, all: boolean): Promise<readonly PlanSummary[]> {
    const open = await this.following.listOpen();
    if (open.length > 0 && news.position > 0) {
      const caught = await this.fleet.catchUp(news.position);
      if (caught !== 'reached') throw new PremisesNotFollowed(caught);
    }
    if (open.length === 0 || all || news.isMatrixOther || news.hasMoves || news.nodes.size > MOST_NODES) return open;
    const roots = new Set<string | null>();
    for (const stream of news.nodes) {
      const { kind, id } = nodeOfStream(stream)!;
      roots.add(kind === 'nsx-manager' ? id : await this.fleet.findRoot({ kind, id }));
    }
    // A node that hangs nowhere now may have hung anywhere before.
    if (roots.has(null)) return open;
    return open.filter(({ id, domain }) => news.computed.has(id) || (domain === null ? roots.size > 0 : roots.has(domain)));
  }

  private async compare(plans: readonly PlanSummary[], day: string): Promise<FollowedPlan[]> {
    if (plans.length === 0) return [];
    const matrix = await this.revisions.findCurrent();
    if (!matrix) return [];
    const fleets = new Map<string | null, ObservedFleet | undefined>();
    const found: FollowedPlan[] = [];
    for (const { id, domain } of plans) {
      if (!fleets.has(domain)) fleets.set(domain, await this.fleet.findCurrent(domain ?? undefined));
      const falls = await this.judge(id, fleets.get(domain), matrix, day);
      if (falls.length > 0) found.push({ plan: id, falls: await this.append(id, falls) });
    }
    return found.filter(({ falls }) => falls.length > 0);
  }

  private async judge(
    plan: string,
    fleet: ObservedFleet | undefined,
    matrix: MatrixRevision,
    day: string,
  ): Promise<readonly PremiseFall[]> {
    const basis = await this.bases.memo(plan);
    // Asked after the fleet was read: an end that came before what was seen is known here.
    const progress = await this.progress.find(plan);
    if (basis === null || progress === 'ended') return [];
    const { snapshot, rolling } = fleet ?? { snapshot: emptied(basis.fleet), rolling: [] };
    const facts = lostFacts(basis.premises, snapshot, rolling, progress === 'under-way');
    const statements = lostStatements(basis, matrix, day);
    const causes = new FallCauses(this.fleet, this.record.events, basis.premises);
    const isCalendar = matrix.digest === basis.matrix.digest;
    const falls: PremiseFall[] = [];
    for (const lost of statements.slice(0, MOST_FALLS))
      falls.push({
        ...lost,
        by: isCalendar
          ? { kind: 'calendar', day }
          : await causes.findRevision((await this.revisions.findPublication(matrix.digest))?.number),
      });
    for (const lost of facts.slice(0, MOST_FALLS)) falls.push({ ...lost, by: await causes.find(lost.premise) });
    return falls;
  }

  /** Those that were not on record before. */
  private async append(plan: string, falls: readonly PremiseFall[]): Promise<readonly PremiseFall[]> {
    const handled = await this.record.transact(plan, ({ events }) =>
      handleCommand(events, planDecider, planStream(plan), { type: 'record-falls', falls }, { actor: PREMISES_ACTOR }),
    );
    if (handled.outcome !== 'accepted')
      throw new Error(`plan ${plan}; premises; what fell can be recorded; found ${JSON.stringify(handled)}`);
    this.bases.delete(plan);
    return handled.events.map(({ data }) => data as PremiseFall);
  }

  /** Null: there is nothing to carry out. */
  private async load(id: string): Promise<Followed | null> {
    const view = await this.plans.find(id);
    const plan = view && (await this.plans.findDocument(view));
    if (!plan || plan.spec.outcome !== 'planned') return null;
    const fleet = await this.plans.getFleet(view);
    return { plan, goal: view.request.goal, fleet, matrix: await this.plans.getMatrix(view), premises: fleetPremisesOf(plan.spec, fleet) };
  }
}

/** Of a domain whose NSX manager is gone nothing is there. */
const emptied = (fleet: FleetSnapshot): FleetSnapshot => ({
  ...fleet,
  spec: { nsxManagers: [], vcenters: [], supervisors: [], clusters: [], ipBlocks: [] },
});
