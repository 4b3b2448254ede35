import type { RecordedEvent } from '@lockstep/event-store';
import { proposalDecider, type ProposalEvent } from '../../domain/index.js';
import type { RecordedProposal } from './proposal-record.port.js';

/** What the whole stream of a proposal comes to; undefined: it has no events. */
export function foldProposal(id: string, history: readonly RecordedEvent[]): RecordedProposal | undefined {
  const state = history.reduce(
    (folded, event) => proposalDecider.evolve(folded, event as unknown as ProposalEvent),
    proposalDecider.initialState,
  );
  const [first, last] = [history[0], history.at(-1)];
  if (!state || !first || !last) return undefined;
  const decided = history.find(({ type }) => type === 'ProposalAccepted' || type === 'ProposalRefused');
  return {
    ...state,
    id,
    version: last.version,
    proposedAt: first.recordedAt,
    changedAt: last.recordedAt,
    position: first.position,
    decidedBy: decided?.actor ?? null,
  };
}
