/** The queue, as far as plans need it. The job's id is the plan's. */
export interface PlanJobs {
  /** Asking twice is one job. */
  enqueue(plan: string): Promise<void>;
  find(plan: string): Promise<PlanJob | undefined>;
}

export interface PlanJob {
  readonly state: 'waiting' | 'active' | 'completed' | 'failed';
  /** Why the last run failed. */
  readonly failure?: string;
}
