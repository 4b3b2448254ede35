import type { Interval } from '@lockstep/planner';
import type { Freeze, Recurrence, Span } from '../domain/index.js';

/** Knows time zones. */
export interface TimesExpander {
  /** The intervals that touch the horizon, cut to it; they may overlap. */
  expand(times: Recurrence | Span, horizon: Interval, kind: 'window' | 'freeze'): readonly Interval[];
  /** Null: it can be read. */
  findProblem(times: Recurrence): { readonly field: string; readonly rule: string } | null;
}

/** The freezes on record, whoever declared them. */
export interface FreezeSource {
  list(): Promise<readonly Freeze[]>;
}

/** What executed plans have taught. */
export interface LearnedDurations {
  /** Median minutes by component: of those at clusters per node, of the others per hop. Empty: nothing was learned yet. */
  medians(): Promise<Readonly<Record<string, number>>>;
}
