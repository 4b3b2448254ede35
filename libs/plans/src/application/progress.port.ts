import type { Predicted } from '../domain/index.js';

/** How far a plan has been carried out. Versions of an executing plan move, and as long as they do as it predicts, nothing that it leans on has fallen. */
export interface Progress {
  /** Null: nothing of the plan has begun. */
  predicted(plan: string): Promise<Predicted | null>;
}

/** For where nobody reports what is being carried out. */
export const NOTHING_BEGUN: Progress = { predicted: async () => null };
