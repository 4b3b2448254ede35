import type { ChangeWindow } from '../../domain/changes/index.js';

/** How a plan fares, as far as its change record has to tell. */
export interface PlanUnderChange {
  readonly id: string;
  /** Null: it is not computed. */
  readonly digest: string | null;
  /** Its domain; null: no single one. */
  readonly nsxManager: string | null;
  /** Actor. */
  readonly requestedBy: string;
  /** Actors who asked for the plans before it, each once. */
  readonly requestedBefore: readonly string[];
  readonly course: PlanCourse;
  readonly execution: PlanExecutionCourse;
  /** From the first to the last start of its schedule; null: none is kept. */
  readonly window: ChangeWindow | null;
}

export type PlanCourse =
  | { readonly is: 'awaited' }
  | { readonly is: 'followable' }
  /**
   * It is never to be carried out, or no longer. `why`: a sentence. `fell`: what it leaned on. The successor takes its place; `awaited`: there will be one,
   * or nobody knows yet; null: there is none.
   */
  | {
      readonly is: 'over';
      readonly why: string;
      readonly fell: readonly string[];
      readonly successor: { readonly plan: string; readonly digest: string; readonly nsxManager: string | null } | 'awaited' | null;
    };

export type PlanExecutionCourse =
  | { readonly state: 'not-started' | 'running' }
  /** `notes`: what became of each step, for people. */
  | { readonly state: 'ended'; readonly outcome: 'successful' | 'unsuccessful'; readonly notes: string };

export interface PlansUnderChange {
  /** Undefined: no such plan. */
  find(plan: string): Promise<PlanUnderChange | undefined>;
}
