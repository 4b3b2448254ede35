import type { PlanPremises } from '../domain/index.js';

export interface RecordedPremises extends PlanPremises {
  readonly plan: string;
}

export interface PremisesRecord {
  /** Plans that lean on anything about these subjects, in the order of ids: see `subjectsOf`. */
  list(subjects: readonly string[], page: { readonly limit: number; readonly after?: string }): Promise<readonly RecordedPremises[]>;
}
