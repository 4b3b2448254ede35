import { canonicalJson } from '@lockstep/kernel';
import type { ChangeRecordState, ChangeSystemEntry, OpenRecord } from '../../domain/changes/index.js';
import { approversOf, isSignature } from '../../domain/changes/index.js';
import type { Voice } from '../../domain/index.js';
import type { DecideSignoff, DecisionOutcome } from '../decide-signoff.use-case.js';
import type { ReadApprovals } from '../read-approvals.use-case.js';
import type { Registered } from '../register-record.port.js';
import type { PlanUnderChange } from './plans-under-change.port.js';

/** Longer lists of approvers are cut: an actor is one line. */
const MOST_TEXT = 300;

/** Brings what was decided in a change record to the sign-offs of its plan, and takes it back when it falls there. */
export class CountChangeDecision {
  constructor(
    private readonly decide: Pick<DecideSignoff, 'sign' | 'refuse' | 'withdraw'>,
    private readonly approvals: Pick<ReadApprovals, 'stateOf'>,
  ) {}

  /** May be called again: what counts already is not counted twice. Answers with what was done. */
  async execute(
    plan: PlanUnderChange,
    record: ChangeRecordState,
    system: Registered<ChangeSystemEntry> | undefined,
  ): Promise<readonly DecisionOutcome['outcome'][]> {
    // What was approved has been carried out, or given up: nothing that is told of it now is said about it any more.
    if (plan.digest === null || plan.course.is !== 'followable' || plan.execution.state === 'ended') return [];
    // The end of a record that was carried out says nothing against what was approved.
    if (record.status === 'closed' && record.end === 'finished') return [];
    const { voices } = await this.approvals.stateOf(plan.id);
    const ours = voices.filter(({ by }) => by.startsWith(PREFIX));
    const signed = voices.filter((voice) => voice.kind === 'signature' && !ours.includes(voice)).map(({ by }) => by);
    const wanted = record.status === 'open' && system ? wantedOf(record, system, plan, signed) : null;
    const standsFor = wanted === 'signature' ? (approversOf((record as OpenRecord).reading, system!) ?? []) : [];
    const kept = ours.find(
      (voice) => wanted !== null && voice.kind === wanted && isOf(voice, record as OpenRecord) && isFor(voice, standsFor),
    );
    const done: DecisionOutcome['outcome'][] = [];
    const who = { digest: plan.digest, roles: system?.roles ?? [], from: { address: null, userAgent: null, trace: null } };
    for (const voice of ours.filter((one) => one !== kept))
      done.push((await this.decide.withdraw(plan.id, 'the change record says so no more', { ...who, actor: voice.by })).outcome);
    if (wanted === null || kept) return done;
    const held = record as OpenRecord;
    const by = { ...who, actor: actorOf(held) };
    const outcome =
      wanted === 'signature'
        ? await this.decide.sign(plan.id, { ...by, standsFor })
        : await this.decide.refuse(plan.id, `change record ${held.reading.number} was rejected: ${held.reading.state}`, by);
    return [...done, outcome.outcome];
  }
}

const PREFIX = 'change:';

function wantedOf(
  record: OpenRecord,
  system: ChangeSystemEntry,
  { digest, requestedBy, requestedBefore }: PlanUnderChange,
  signed: readonly string[],
): Voice['kind'] | null {
  if (record.decision === 'rejected') return 'refusal';
  const counts =
    record.decision === 'approved' &&
    record.withdrawal === null &&
    record.digest === digest &&
    isSignature(record.reading, system, { requestedBy, requestedBefore, signed });
  return counts ? 'signature' : null;
}

const nameOf = ({ system, reading: { number } }: OpenRecord): string => visible(`${PREFIX}${system}/${number}`);

/** Names the system, the record and whoever is told to have decided. */
const actorOf = (record: OpenRecord): string => {
  const { deciders } = record.reading;
  const text = visible(`${nameOf(record)}${deciders.length === 0 ? '' : ` by ${deciders.join(', ')}`}`);
  return [...text].slice(0, MOST_TEXT).join('');
};

const isOf = ({ by }: Voice, record: OpenRecord): boolean => by === nameOf(record) || by.startsWith(`${nameOf(record)} by `);

/** Whether a voice is given for those who have approved now. */
const isFor = (voice: Voice, standsFor: readonly string[]): boolean =>
  voice.kind === 'refusal' || canonicalJson(voice.standsFor) === canonicalJson(standsFor);

/** What other systems tell may hold anything; an actor is visible text. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
