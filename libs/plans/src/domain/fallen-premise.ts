import type { HopPremise, PairingPremise } from './premises.js';

export type PremiseNodeKind = 'nsx-manager' | 'vcenter' | 'supervisor' | 'cluster';

export interface PremiseNode {
  readonly kind: PremiseNodeKind;
  readonly id: string;
}

/** What of a node a plan leans on. `joined`: that it is not there, since nothing was proven of it. */
export type NodeFact = 'presence' | 'placement' | 'networking' | 'cni' | 'version' | 'rolling' | 'joined';

/**
 * What a plan leaned on and can no longer lean on.
 *
 * - `node`: an observed fact of the fleet; `component` with `version` and `rolling` only
 * - `pairing`, `hop`: a stated fact of the matrix
 * - `proof`: no single one of them, and yet the certificate no longer proves the steps
 */
export type FallenPremise =
  | { readonly kind: 'node'; readonly node: PremiseNode; readonly fact: NodeFact; readonly component: string | null }
  | ({ readonly kind: 'pairing' } & Pick<PairingPremise, 'between' | 'versions' | 'statement' | 'steps'>)
  | ({ readonly kind: 'hop' } & Pick<HopPremise, 'component' | 'from' | 'to' | 'steps'>)
  | { readonly kind: 'proof'; readonly message: string };

/** What made a premise fall. `day`: YYYY-MM-DD, of the calendar; `unknown`: the events that tell were put away. */
export type FallCause =
  | { readonly kind: 'event'; readonly stream: string; readonly position: number; readonly id: string; readonly type: string }
  | { readonly kind: 'calendar'; readonly day: string }
  | { readonly kind: 'unknown' };

/** A premise with what it said when the plan was made and what is so now, as texts; null: nothing. */
export interface LostFact {
  readonly premise: FallenPremise;
  readonly before: string | null;
  readonly after: string | null;
}

export interface PremiseFall extends LostFact {
  readonly by: FallCause;
}

/** Equal keys are one premise, whatever became of it. */
export function premiseKey(premise: FallenPremise): string {
  switch (premise.kind) {
    case 'node':
      return JSON.stringify(['node', premise.node.kind, premise.node.id, premise.fact, premise.component]);
    case 'pairing':
      return JSON.stringify(['pairing', premise.between, premise.versions]);
    case 'hop':
      return JSON.stringify(['hop', premise.component, premise.from, premise.to]);
    case 'proof':
      return 'proof';
  }
}

/** One line for people: subject; rule; found. */
export function renderFall({ premise, before, after, by }: PremiseFall): string {
  return `${renderPremise(premise)}; the plan leans on ${before ?? 'nothing'}; found ${after ?? 'nothing'} (${renderCause(by)})`;
}

function renderPremise(premise: FallenPremise): string {
  switch (premise.kind) {
    case 'node': {
      const { node, fact, component } = premise;
      return [node.kind, node.id, component === null ? fact : `${fact} of ${component}`].join(' ');
    }
    case 'pairing':
      return [0, 1].map((side) => `${premise.between[side]} ${premise.versions[side]}`).join(' with ');
    case 'hop':
      return `hop of ${premise.component} ${premise.from} to ${premise.to}`;
    case 'proof':
      return 'the proof of its steps';
  }
}

function renderCause(by: FallCause): string {
  switch (by.kind) {
    case 'event':
      return `${by.type} at position ${by.position}`;
    case 'calendar':
      return `since ${by.day}`;
    case 'unknown':
      return 'by an event that can not be read any more';
  }
}
