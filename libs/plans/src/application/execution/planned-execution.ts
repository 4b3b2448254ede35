import { fleetTrees } from '@lockstep/planner';
import { LRUCache } from 'lru-cache';
import { outlineOf, type PlanOutline, writtenComponents } from '../../domain/execution/index.js';
import { isExecutable } from '../../domain/index.js';
import { PredictedStates } from '../../domain/predicted-states.js';
import type { PlanView } from '../plan-view.js';
import type { ReadPlans } from '../read-plans.use-case.js';

/** What an execution is held to, made of the documents of its plan. */
export interface PlannedExecution {
  readonly outline: PlanOutline;
  readonly states: PredictedStates;
  readonly written: ReturnType<typeof writtenComponents>;
}

export type FoundPlan =
  | { readonly outcome: 'found'; readonly view: PlanView; readonly planned: PlannedExecution }
  | { readonly outcome: 'absent' }
  /** Nothing of it can be executed: it was not computed, reaches nothing, or is over assumed facts. */
  | { readonly outcome: 'not-executable'; readonly found: string };

/** Documents never change under their digest, so a few of them are kept ready. */
const KEPT = 16;

export class PlannedExecutions {
  private readonly kept = new LRUCache<string, PlannedExecution>({ max: KEPT });

  constructor(private readonly plans: ReadPlans) {}

  async find(plan: string): Promise<FoundPlan> {
    const view = await this.plans.find(plan);
    if (view === undefined) return { outcome: 'absent' };
    const { result, request } = view;
    if (result === null) return { outcome: 'not-executable', found: view.status };
    if (result.outcome !== 'planned') return { outcome: 'not-executable', found: result.outcome };
    if (!isExecutable(request)) return { outcome: 'not-executable', found: 'a plan over assumed facts' };
    return { outcome: 'found', view, planned: this.kept.get(plan) ?? (await this.prepare(view, result.digest)) };
  }

  private async prepare(view: PlanView, digest: string): Promise<PlannedExecution> {
    const [document, { matrix }, fleet] = await Promise.all([
      this.plans.findDocument(view),
      this.plans.getMatrix(view),
      this.plans.getFleet(view),
    ]);
    const trees = fleetTrees(matrix, fleet);
    const outline = outlineOf(document!, digest, matrix, trees);
    const planned = { outline, states: new PredictedStates(outline, matrix, trees), written: writtenComponents(fleet) };
    this.kept.set(view.id, planned);
    return planned;
  }
}
