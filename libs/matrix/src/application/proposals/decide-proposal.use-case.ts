import { type Problem, readValue, valueSource } from '@lockstep/documents';
import { newEventId } from '@lockstep/event-store';
import {
  type AdditionStanding,
  compileMatrix,
  judgeAddition,
  type ProposalCommand,
  proposalDecider,
  type ProposalState,
  proposalStream,
  renderAddition,
} from '../../domain/index.js';
import type { Publication } from '../matrix-record.port.js';
import type { MatrixRevisions } from '../matrix-revisions.js';
import { publishWithin } from '../publish-revision.use-case.js';
import { changeProposal } from './change-proposal.js';
import type { ProposalRecord } from './proposal-record.port.js';

export interface DecisionOrder {
  readonly id: string;
  /** Version of the proposal's stream that the decision was based on. */
  readonly version: number;
  readonly author: string;
  readonly correlationId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

export type DecisionOutcome =
  | { readonly outcome: 'absent' }
  /** It was decided before. */
  | { readonly outcome: 'decided'; readonly decision: ProposalState['decision'] }
  /** The proposal, or the current matrix, is not what the decision was based on. */
  | { readonly outcome: 'stale' };

export type AcceptanceOutcome =
  | DecisionOutcome
  | { readonly outcome: 'accepted'; readonly publication: Publication }
  /** The matrix says otherwise, or has no words for it. */
  | { readonly outcome: 'conflict'; readonly standing: Exclude<AdditionStanding, { standing: 'new' }> }
  | { readonly outcome: 'invalid'; readonly problems: readonly Problem[] };

export class DecideProposal {
  constructor(
    private readonly record: ProposalRecord,
    private readonly revisions: MatrixRevisions,
  ) {}

  /**
   * Publishes the current matrix with the addition, and records that it was accepted, or does neither.
   * @param order `revision`: the current one, as the editor saw it; `day`: today, YYYY-MM-DD
   */
  async accept(
    order: DecisionOrder & { readonly revision: string; readonly reason: string | null; readonly day: string },
  ): Promise<AcceptanceOutcome> {
    const { id, revision: digest, reason, day, author, correlationId, idempotencyKey } = order;
    const current = await this.revisions.find(digest);
    return changeProposal<AcceptanceOutcome>(this.record, id, async ({ matrix, events, project }, state, version) => {
      const refusal = refusalOf(order, { type: 'accept', revision: digest, reason }, state, version);
      if (refusal) return refusal;
      if (!current || (await matrix.findHead())?.digest !== digest) return { outcome: 'stale' };
      const standing = judgeAddition(current.matrix, state!.addition, day);
      if (standing.standing !== 'new') return { outcome: 'conflict', standing };
      const rendered = renderAddition(id, state!.addition, state!.sources);
      const addition = readValue('CompatibilityMatrix', rendered, rendered.metadata.name);
      if (Array.isArray(addition)) return { outcome: 'invalid', problems: addition };
      const documents = [{ document: current.document, source: valueSource(current.document, current.digest) }, addition];
      const composed = compileMatrix(documents, current.document.metadata.name);
      if ('problems' in composed) return { outcome: 'invalid', problems: composed.problems };
      const publication = { documents, author, correlationId, idempotencyKey, reason: reason ?? undefined };
      // Looked at once more where it is published: another revision may have come since.
      const published = await publishWithin(matrix, publication, composed, digest);
      if (published === 'conflict') return 'conflict';
      if (published.outcome !== 'published')
        throw new Error(`proposal ${id}; acceptance; an addition makes another revision; found it ${published.outcome}`);
      const data = { revision: composed.digest, reason };
      const event = { id: newEventId(), type: 'ProposalAccepted', data, actor: author, correlationId, idempotencyKey };
      const appended = await events.append(proposalStream(id), version, [event]);
      if (appended.outcome === 'conflict') return 'conflict';
      await project(id);
      return { outcome: 'accepted', publication: published.publication };
    });
  }

  async refuse(order: DecisionOrder & { readonly reason: string }): Promise<DecisionOutcome | { readonly outcome: 'refused' }> {
    const { id, reason, author: actor, correlationId, idempotencyKey } = order;
    return changeProposal<DecisionOutcome | { readonly outcome: 'refused' }>(
      this.record,
      id,
      async ({ events, project }, state, version) => {
        const refusal = refusalOf(order, { type: 'refuse', reason }, state, version);
        if (refusal) return refusal;
        const event = { id: newEventId(), type: 'ProposalRefused', data: { reason }, actor, correlationId, idempotencyKey };
        const appended = await events.append(proposalStream(id), version, [event]);
        if (appended.outcome === 'conflict') return 'conflict';
        await project(id);
        return { outcome: 'refused' };
      },
    );
  }
}

function refusalOf(
  order: DecisionOrder,
  command: ProposalCommand,
  state: ProposalState | undefined,
  version: number,
): DecisionOutcome | undefined {
  const decided = proposalDecider.decide(command, state);
  if (decided.outcome === 'refused')
    return decided.rule === 'absent' ? { outcome: 'absent' } : { outcome: 'decided', decision: state!.decision };
  return version === order.version ? undefined : { outcome: 'stale' };
}
