import { defineEventTypes } from '@lockstep/event-store';
import { proposalStream } from '../../domain/index.js';

export const proposalEventTypes = defineEventTypes({
  streams: [proposalStream('')],
  types: { MatrixAdditionProposed: [], ProposalSeenAgain: [], ProposalAccepted: [], ProposalRefused: [] },
});
