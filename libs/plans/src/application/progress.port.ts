/**
 * Whether a plan is being carried out. Versions move then, and clusters may go: where versions leave what the plan predicts, that is drift, which holds the
 * execution and can end, while a fallen premise never stands again.
 */
export interface Progress {
  isUnderWay(plan: string): Promise<boolean>;
}

/** For where nobody reports what is being carried out. */
export const NOTHING_BEGUN: Progress = { isUnderWay: () => Promise.resolve(false) };
