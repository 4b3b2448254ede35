import { API_VERSION, type GoalSpec, type Policy, readValue, type Selector, type UpgradeGoal } from '@lockstep/documents';
import { renderProblems } from './matrix.js';

export interface GoalSketch {
  /** `vkr >=1.34`: a component, a space and a range (or `latest`). */
  readonly targets?: readonly (string | { readonly target: string; readonly select: Selector })[];
  readonly hold?: readonly (string | GoalSpec['hold'][number])[];
  readonly supportedUntil?: string;
  readonly policy?: Partial<Policy>;
}

/** Throws with the rendered problems when the sketch is not a valid goal. */
export function goal({ targets = [], hold = [], supportedUntil, policy = {} }: GoalSketch): UpgradeGoal {
  return goalOf({
    targets: targets.map((entry) => {
      const { target, select } = typeof entry === 'string' ? { target: entry, select: undefined } : entry;
      const space = target.indexOf(' ');
      return { component: target.slice(0, space), version: target.slice(space + 1), ...(select ? { select } : {}) };
    }),
    hold: hold.map((entry) => (typeof entry === 'string' ? { component: entry } : entry)),
    ...(supportedUntil === undefined ? {} : { supportedUntil }),
    policy,
  });
}

export function goalOf(spec: object): UpgradeGoal {
  const located = readValue('UpgradeGoal', { apiVersion: API_VERSION, kind: 'UpgradeGoal', metadata: { name: 'test' }, spec }, 'goal');
  if (Array.isArray(located)) throw new Error(renderProblems(located));
  return located.document;
}
