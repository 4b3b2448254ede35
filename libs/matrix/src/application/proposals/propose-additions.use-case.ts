import { type CompatibilityMatrix, readValue } from '@lockstep/documents';
import { newEventId } from '@lockstep/event-store';
import {
  additionOf,
  type AdditionStanding,
  judgeAddition,
  type LearnedFact,
  type Matrix,
  type ProposedAddition,
  renderAddition,
  proposalDecider,
  proposalId,
  proposalStream,
  type ProposalSource,
} from '../../domain/index.js';
import type { MatrixRevisions } from '../matrix-revisions.js';
import { changeProposal } from './change-proposal.js';
import type { ProposalRecord } from './proposal-record.port.js';

export interface ProposalOrder {
  /** Whose objects said it: `supervisor sup-fra-1`. */
  readonly source: { readonly id: string; readonly title: string };
  /** YYYY-MM-DD */
  readonly day: string;
  readonly facts: readonly LearnedFact[];
  readonly actor: string;
  readonly correlationId?: string;
}

export interface ProposalCounts {
  /** Never seen before. */
  readonly proposed: number;
  /** Known, and new from this source. */
  readonly seenAgain: number;
  /** On record from this source already. */
  readonly known: number;
  /** The matrix says so. */
  readonly said: number;
  /** Facts that no words of the matrix are there for, with why; the first hundred. */
  readonly unreadable: readonly { readonly place: string; readonly detail: string }[];
}

const MOST_UNREADABLE = 100;
const NOTHING: ProposalCounts = { proposed: 0, seenAgain: 0, known: 0, said: 0, unreadable: [] };

/**
 * Records what a scan has learned as proposals, where the current matrix does not say it. May be repeated: nothing is recorded twice. Without a published
 * matrix nothing can be compared, and nothing is proposed. What contradicts the matrix is proposed too: its reader is shown the conflict.
 */
export class ProposeAdditions {
  constructor(
    private readonly record: ProposalRecord,
    private readonly revisions: MatrixRevisions,
  ) {}

  async execute({ source, day, facts, actor, correlationId }: ProposalOrder): Promise<ProposalCounts> {
    const revision = await this.revisions.findCurrent();
    if (!revision || facts.length === 0) return NOTHING;
    const counts = { ...NOTHING, unreadable: [] as { place: string; detail: string }[] };
    const open = new Map<string, LearnedFact>();
    for (const fact of facts) {
      const addition = additionOf(fact);
      const id = proposalId(addition);
      const judged = judge(revision.matrix, addition, renderAddition(id, addition, [{ ...source, place: fact.place, day }]), day);
      if (judged.standing === 'said') counts.said++;
      else if (judged.standing === 'unreadable') {
        if (counts.unreadable.length < MOST_UNREADABLE) counts.unreadable.push({ place: fact.place, detail: judged.detail });
      } else open.set(id, fact);
    }
    const known = new Map((await this.record.findMany([...open.keys()])).map((proposal) => [proposal.id, proposal]));
    for (const [id, fact] of open) {
      if (known.get(id)?.sources.some((one) => one.id === source.id)) counts.known++;
      else counts[await this.propose(id, fact, { ...source, place: fact.place, day }, { actor, correlationId })]++;
    }
    return counts;
  }

  private async propose(
    id: string,
    fact: LearnedFact,
    source: ProposalSource,
    envelope: { readonly actor: string; readonly correlationId?: string | undefined },
  ): Promise<'proposed' | 'seenAgain' | 'known'> {
    return changeProposal(this.record, id, async ({ events, project }, state, version) => {
      const decided = proposalDecider.decide({ type: 'propose', addition: additionOf(fact), source }, state);
      if (decided.outcome === 'refused') throw new Error(`proposal ${id}; proposing; is never refused; found ${decided.rule}`);
      const [event] = decided.events;
      if (!event) return 'known';
      const appended = await events.append(proposalStream(id), version, [{ id: newEventId(), ...event, ...envelope }]);
      if (appended.outcome === 'conflict') return 'conflict';
      await project(id);
      return state ? 'seenAgain' : 'proposed';
    });
  }
}

/** What is proposed must be fit to be published as it is: it comes from outside. */
function judge(matrix: Matrix, addition: ProposedAddition, document: CompatibilityMatrix, day: string): AdditionStanding {
  const read = readValue('CompatibilityMatrix', document, document.metadata.name);
  if (Array.isArray(read)) return { standing: 'unreadable', detail: `${read[0]?.path}: ${read[0]?.message}` };
  return judgeAddition(matrix, addition, day);
}
