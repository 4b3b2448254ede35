import type { ConditionalHop } from '../conditional-hops.js';
import { exposedAtStart, isOverSignoffs } from './decide-gate.js';
import { type GateFacts, type GateNode, isTold } from './gate-facts.js';

/** What whoever acts on the answer of a gate has to know besides, whatever the verdict is. It neither holds nor opens. */
export type GateRemark =
  | { readonly remark: 'break-glass'; readonly by: string; readonly at: string; readonly why: string }
  /** A node is not healthy, and the step goes all the same: it ends the exposure that the plan has found there at its start. */
  | { readonly remark: 'exposed-at-start'; readonly node: GateNode; readonly text: string }
  /** Somebody with a role that signs off has changed the schedule after others had signed. */
  | { readonly remark: 'schedule-changed'; readonly by: string; readonly at: string; readonly role: string }
  /** Of an NSX manager that the step moves: a rule would block the hop if somebody still used the Manager API, and nobody has looked. */
  | { readonly remark: 'consumers-unseen'; readonly nsxManager: string; readonly rule: string };

export const GATE_REMARKS = [
  'break-glass',
  'schedule-changed',
  'exposed-at-start',
  'consumers-unseen',
] as const satisfies readonly GateRemark['remark'][];

/** @param unseen hops of the step with the NSX managers of which nobody has looked for consumers */
export function remarksOf(
  { approval, fleet, schedule }: Pick<GateFacts, 'approval' | 'fleet' | 'schedule'>,
  unseen: readonly { readonly nsxManager: string; readonly hop: ConditionalHop }[],
): GateRemark[] {
  const { breakGlass, signedSince } = isTold(approval) ? approval : { breakGlass: null, signedSince: null };
  const change = isTold(schedule) && 'change' in schedule ? schedule.change : null;
  return [
    ...(breakGlass ? [{ remark: 'break-glass', by: breakGlass.by, at: breakGlass.at, why: breakGlass.reason } as const] : []),
    ...(change !== null && change.role !== null && isOverSignoffs(change, signedSince)
      ? [{ remark: 'schedule-changed', by: change.by, at: change.at, role: change.role } as const]
      : []),
    ...(isTold(fleet) ? exposedAtStart(fleet) : []).map(({ node, text }) => ({ remark: 'exposed-at-start', node, text }) as const),
    ...unseen.map(({ nsxManager, hop }) => ({ remark: 'consumers-unseen', nsxManager, rule: hop.rule }) as const),
  ];
}

export function wordRemark(remark: GateRemark): string {
  switch (remark.remark) {
    case 'break-glass':
      return `Break-glass stands in for missing signatures, used by ${remark.by} at ${remark.at}: ${remark.why}`;
    case 'schedule-changed':
      return `The schedule was changed by ${remark.by} at ${remark.at}, who signs off as ${remark.role}, after others had signed.`;
    case 'exposed-at-start':
      return `${remark.node.kind} ${remark.node.id} is not healthy, which does not hold this step: it ends the pairing outside its window that the plan has found there at its start. ${remark.text}`;
    case 'consumers-unseen':
      return `Nobody has looked who still uses the NSX Manager API of ${remark.nsxManager}, and it is gone after this step (hop rule ${remark.rule}). Look before you go.`;
  }
}
