import type { ProposalSource, ProposedAddition } from './proposed-addition.js';

export type ProposalEvent =
  | { readonly type: 'MatrixAdditionProposed'; readonly data: { readonly addition: ProposedAddition; readonly source: ProposalSource } }
  /** Another source has seen the same. */
  | { readonly type: 'ProposalSeenAgain'; readonly data: { readonly source: ProposalSource } }
  /** `revision`: the one that says it from then on. */
  | { readonly type: 'ProposalAccepted'; readonly data: { readonly revision: string; readonly reason: string | null } }
  | { readonly type: 'ProposalRefused'; readonly data: { readonly reason: string } };

const STREAM = 'proposal-';
export const proposalStream = (id: string): string => STREAM + id;
