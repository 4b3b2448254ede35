import type { Premise } from '@lockstep/documents';
import type { ObservedVersion } from '@lockstep/matrix/domain';
import type { Pairing } from './check-context.js';
import type { TreeNode } from './fleet-tree.js';
import type { Ground, Observation } from './observations.js';

/**
 * What is wrong with a plan. `message` reads `subject; place; rule; found`; the other fields say the same as data. Of clusters that are alike and
 * wrong in the same way the first is named, and the message counts the others.
 */
export type Refutation = { readonly message: string } & (
  | { readonly kind: 'input'; readonly document: 'matrix' | 'fleet' | 'goal' | 'plan' }
  | { readonly kind: 'outcome'; readonly outcome: string }
  | { readonly kind: 'order'; readonly step: string; readonly other: string | null }
  | { readonly kind: 'group'; readonly group: string; readonly step: string | null }
  | { readonly kind: 'subject'; readonly step: string; readonly subject: string | null }
  | { readonly kind: 'moves'; readonly step: string; readonly subject: string }
  | { readonly kind: 'held'; readonly step: string; readonly subject: string; readonly component: string }
  | { readonly kind: 'hop'; readonly step: string; readonly subject: string }
  | {
      readonly kind: 'window';
      readonly step: string;
      readonly between: readonly [string, string];
      readonly nodes: readonly [string, string];
      readonly versions: readonly [string, string];
      readonly phase: Premise['phase'];
      readonly rule: 1 | 2;
    }
  | {
      readonly kind: 'premise';
      readonly step: string;
      readonly problem: 'missing' | 'false' | 'not-observed';
      readonly premise: Pick<Premise, 'between' | 'versions' | 'phase'>;
    }
  | { readonly kind: 'reversible'; readonly step: string }
  | { readonly kind: 'target'; readonly target: number; readonly subject: string }
  | { readonly kind: 'latest'; readonly target: number; readonly nsxManager: string }
  | { readonly kind: 'support'; readonly component: string; readonly subject: string }
  | {
      readonly kind: 'final-pairing';
      readonly between: readonly [string, string];
      readonly nodes: readonly [string, string];
      readonly versions: readonly [string, string];
    }
  | {
      readonly kind: 'exposure';
      readonly problem: 'missing' | 'false';
      readonly between: readonly [string, string];
      readonly nodes: readonly [string, string];
    }
  | { readonly kind: 'objective' }
  | { readonly kind: 'lower-bound' }
  | { readonly kind: 'evidence-floor' | 'weakest' | 'waived' }
);

export const textOf = (version: ObservedVersion): string => version?.text ?? 'unknown';

export const namePairing = ({ a, b }: Pairing): { between: [string, string]; nodes: [string, string] } => ({
  between: [a.component, b.component],
  nodes: [a.node.id, b.node.id],
});

/** `c1`, or `c1 (and 13 alike)` */
export const nameAlike = (first: string, count: number): string => (count === 1 ? first : `${first} (and ${count - 1} alike)`);

export const nameNode = ({ id, size }: TreeNode): string => nameAlike(id, size);

type Two = readonly [string, string];

/** `antrea-nsx-adapter 1.3.0 at fra/payments with nsx 4.2.1.0 at nsx-fra` */
export const renderMeeting = (between: Two, versions: Two, places: Two): string =>
  [0, 1].map((side) => `${between[side]} ${versions[side]} at ${places[side]}`).join(' with ');

export const renderPairing = (pairing: Pairing, versions: Two): string =>
  renderMeeting(namePairing(pairing).between, versions, [nameNode(pairing.a.node), nameNode(pairing.b.node)]);

const WHEN: Record<Premise['phase'], string> = { before: 'before the step', during: 'while both roll', after: 'after the step' };
const RULE = {
  1: 'a pairing must be inside its window before and after a step that moves one side (safety rule 1)',
  2: 'instances that move together must be inside their window before and after, and old with new while they roll (safety rule 2)',
} as const;

export function windowRefutation(
  plan: string,
  step: string,
  { pairing, versions, phase }: Observation,
  { verdict, rule }: Ground,
): Refutation {
  const texts: [string, string] = [textOf(versions[0]), textOf(versions[1])];
  const found = verdict.statement ? `${verdict.verdict} (statement ${verdict.statement.id})` : 'no statement that counts';
  return {
    kind: 'window',
    step,
    ...namePairing(pairing),
    versions: texts,
    phase,
    rule,
    message: `plan ${plan}, step ${step}: ${renderPairing(pairing, texts)} is outside its window ${WHEN[phase]}; ${RULE[rule]}; found ${found}`,
  };
}
