/**
 * How far a plan is carried out, by the record itself: rows may not have followed it yet. While it is under way versions move and clusters may go: where
 * versions leave what the plan predicts, that is drift, which holds the execution and can end, while a fallen premise never stands again.
 */
export interface Progress {
  find(plan: string): Promise<PlanProgress>;
}

/** `ended`: carried out or given up. Nothing leans on its premises any more, least of all on versions that it was to change. */
export type PlanProgress = 'not-begun' | 'under-way' | 'ended';
