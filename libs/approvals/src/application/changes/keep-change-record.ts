import { REPLACED } from '../../domain/changes/index.js';
import type {
  ChangeDoing,
  ChangeReading,
  ChangeRecordCommand,
  ChangeRecordState,
  ChangeSystemEntry,
  ChangeWindow,
  OpenRecord,
} from '../../domain/changes/index.js';
import type { Registered } from '../register-record.port.js';
import type { ChangeRecords } from './change-records.port.js';
import { type ChangeDraft, type ChangeDrafts, type ChangeSystem, ChangeSystemFailure, type Making } from './change-system.port.js';
import type { PlansUnderChange, PlanUnderChange } from './plans-under-change.port.js';
import { ReplaceChangeRecord } from './replace-change-record.js';

export interface KeepParts {
  readonly plans: PlansUnderChange;
  readonly drafts: ChangeDrafts;
  readonly record: (plan: string, command: ChangeRecordCommand) => Promise<void>;
  readonly stateOf: (plan: string) => Promise<ChangeRecordState>;
  /** As `ChangeRecords.alone`, in the system of this record. */
  readonly alone: (plan: string, work: (lost: AbortSignal) => Promise<void>) => Promise<'done' | 'busy'>;
  readonly makings: Pick<ChangeRecords, 'beginMaking' | 'findMaking' | 'endMaking' | 'barMaking'>;
  /** The plan that has taken this record over; undefined: none has. */
  readonly findHolder: (plan: string, record: OpenRecord) => Promise<string | undefined>;
  readonly now: () => string;
}

/** How far a look has come, for whoever tells how it ended. */
export interface Look {
  doing: ChangeDoing;
  /** When the system was asked for what it has told, RFC 3339. */
  readAt: string | undefined;
}

export interface KeptRecord {
  readonly plan: string;
  readonly underChange: PlanUnderChange | undefined;
  readonly entry: Registered<ChangeSystemEntry>;
  readonly system: ChangeSystem;
  readonly signal: AbortSignal;
  readonly look: Look;
}

/**
 * One look at a record, and what follows from it. Each write may be made twice: a process can die between a write there and the event here, so whatever is
 * written is first looked for.
 */
export class KeepChangeRecord {
  private readonly replacing: ReplaceChangeRecord;

  constructor(private readonly parts: KeepParts) {
    this.replacing = new ReplaceChangeRecord(parts);
  }

  async execute(kept: KeptRecord): Promise<void> {
    const state = await this.parts.stateOf(kept.plan);
    // Whoever else is about it opens it: the next look sees what has come of that.
    if (state.status === 'requested')
      await this.parts.alone(kept.plan, (lost) => this.open({ ...kept, signal: AbortSignal.any([kept.signal, lost]) }));
    if (state.status === 'open') await this.follow(kept, state);
  }

  /** Alone: between the look for a record and its making nobody else makes one. */
  private async open(kept: KeptRecord): Promise<void> {
    const { plan, underChange, entry, system, signal, look } = kept;
    const { record, drafts, stateOf, makings, now } = this.parts;
    const state = await stateOf(plan);
    if (state.status !== 'requested') return;
    const over = state.withdrawal?.reason ?? wordOver(underChange);
    look.doing = 'open';
    if (over !== undefined) {
      // An earlier attempt may have opened one without being told so.
      const found = await system.find(plan, signal);
      if (found) await system.cancel(found.reference, over, signal);
      else if ((await makings.findMaking(plan)).is === 'busy') throw awaited();
      return record(plan, {
        command: 'close',
        end: state.withdrawal === null ? 'never-opened' : 'withdrawn',
        why: over,
      });
    }
    const draft = await drafts.draft(plan);
    if (draft === undefined || draft.digest !== state.request.digest) return;
    const askedAt = now();
    const reading = await this.openOnce(kept, draft, state);
    const window = !keepsTimes(reading) || sameWindow(reading.window, draft.window) ? draft.window : reading.window;
    await record(plan, { command: 'open', opened: { system: entry.id, digest: draft.digest, window, reading, from: null } });
    await makings.endMaking(plan);
    look.readAt = askedAt;
    const after = await stateOf(plan);
    // Somebody has opened another one, although nobody else should have: the one that is on record stays.
    if (after.status === 'open' && after.reading.reference !== reading.reference)
      await system.cancel(reading.reference, `Lockstep: ${after.reading.number} is the record of plan ${plan}.`, signal);
  }

  private async openOnce(kept: KeptRecord, draft: ChangeDraft, state: Requested): Promise<ChangeReading> {
    const { plan, system, signal } = kept;
    let isMade = false;
    const making: Making = async (make) => {
      const made = await this.make(plan, state, make);
      isMade = true;
      return made;
    };
    try {
      const found = (await system.find(plan, signal)) ?? (await system.open(draft, signal, making));
      return isMade ? found : await this.adopt(kept, found, draft, making);
    } catch (error) {
      // It was made for nothing, and so would the next one be.
      if (error instanceof ChangeSystemFailure && error.fault === 'fields-ignored') await this.parts.makings.barMaking(plan);
      throw error;
    }
  }

  /** Whose answer is lost may have made one, or have it made yet: until that is settled, others only look for it. */
  private async make<Made>(plan: string, state: Requested, make: () => Promise<Made>): Promise<Made> {
    const { makings } = this.parts;
    const standing = await makings.beginMaking(plan, SETTLED);
    if (standing.is === 'barred')
      throw new ChangeSystemFailure(
        state.failing?.fault ?? 'fields-ignored',
        state.failing?.detail ?? 'the record that was made shows less than the plan',
        false,
      );
    if (standing.is === 'busy') throw awaited();
    try {
      return await make();
    } catch (error) {
      if (error instanceof ChangeSystemFailure && !error.lost) await makings.endMaking(plan);
      throw error;
    }
  }

  /**
   * One that was found may be a copy, or hold what was written before the schedule was changed: nobody can tell who wrote it, and what was approved in it. So all
   * of it is written anew, and approvals that were given before are taken back.
   */
  private async adopt(
    { plan, system, signal }: KeptRecord,
    found: ChangeReading,
    draft: ChangeDraft,
    making: Making,
  ): Promise<ChangeReading> {
    const revised = await ifRevisable(system.revise(found.reference, draft, signal));
    if (revised !== 'not-revisable') return revised;
    if (!REVISABLE.has(found.phase))
      throw new ChangeSystemFailure(
        'not-allowed-now',
        `change ${found.number}; no other open record of plan ${plan} than one that Lockstep has made; cancel it, or take the id of the plan from it; found ${found.state}`,
        false,
      );
    await system.cancel(
      found.reference,
      `Lockstep: it was approved or answered before it was written for plan ${plan}. Another record is opened.`,
      signal,
    );
    return system.open(draft, signal, making);
  }

  private async follow(kept: KeptRecord, before: OpenRecord): Promise<void> {
    const holder = await this.parts.findHolder(kept.plan, before);
    // It was handed over, and this was not told: what is there is the record of another plan now.
    if (holder !== undefined)
      return this.parts.record(kept.plan, {
        command: 'close',
        end: 'handed-over',
        why: `it is the record of plan ${holder} now`,
        to: holder,
      });
    const { plan, underChange, system, signal, look } = kept;
    const { record, stateOf, now } = this.parts;
    look.doing = 'read';
    const askedAt = now();
    const reading = await system.read(before.reading.reference, signal);
    if (reading === undefined) return record(plan, { command: 'lose' });
    // An earlier look may have finished it without being told so: nothing that is told now takes back what was carried out.
    if (underChange?.execution.state === 'ended' && (reading.phase === 'closed' || reading.phase === 'cancelled'))
      return record(plan, { command: 'close', end: 'finished', why: `the execution was ${underChange.execution.outcome}`, reading });
    if (isFollowed(underChange) && before.withdrawal === null && !OVER.has(reading.phase)) {
      const doubles = await system.findDoubles(plan, reading.reference, signal);
      if (doubles.length > 0)
        throw new ChangeSystemFailure(
          'ambiguous',
          `plan ${plan}; one open record; found ${[reading.number, ...doubles].sort().join(', ')}`,
          false,
        );
    }
    // What is not told here was not read: otherwise what was told before would count for longer.
    look.readAt = askedAt;
    await record(plan, { command: 'tell', reading });
    const state = await stateOf(plan);
    if (state.status !== 'open') return;
    if (state.withdrawal !== null) await this.replacing.cancel(kept, 'withdrawn', state.withdrawal.reason, state);
    else if (underChange === undefined) await this.replacing.cancel(kept, 'cancelled', 'there is no such plan any more', state);
    else if (underChange.execution.state === 'ended') await this.finish(kept, state, underChange.execution);
    else if (underChange.course.is === 'over') await this.replacing.execute(kept, state, underChange.course, underChange.execution.state);
    else if (underChange.execution.state === 'running') await this.begin(kept, state);
    else if (!sameWindow(underChange.window, state.window) || isUnfinished(state)) await this.keepWindow(kept, state);
  }

  /** Only what was approved is told to have begun. */
  private async begin({ plan, system, signal, look }: KeptRecord, { reading, decision }: OpenRecord): Promise<void> {
    if (reading.phase !== 'approved' || decision !== 'approved') return;
    look.doing = 'begin';
    await this.parts.record(plan, { command: 'tell', reading: await system.begin(reading.reference, signal) });
  }

  private async finish(
    { plan, system, signal, look }: KeptRecord,
    { reading }: OpenRecord,
    { outcome, notes }: Extract<PlanUnderChange['execution'], { state: 'ended' }>,
  ): Promise<void> {
    const { reference } = reading;
    look.doing = 'begin';
    if (reading.phase === 'approved') await system.begin(reference, signal);
    look.doing = 'finish';
    const told = reading.phase === 'review' ? reading : await system.finish(reference, { outcome, notes }, signal);
    await this.parts.record(plan, { command: 'close', end: 'finished', why: `the execution was ${outcome}`, reading: told });
  }

  /** A schedule that was changed asks for approval anew; while work goes on the record stays, and its own window holds the gate. */
  private async keepWindow(kept: KeptRecord, state: OpenRecord): Promise<void> {
    const { plan, entry, system, signal, look } = kept;
    const { window, reading, digest } = state;
    if (!REVISABLE.has(reading.phase)) return;
    const draft = await this.parts.drafts.draft(plan);
    if (draft === undefined || draft.digest !== digest || (sameWindow(draft.window, window) && !isUnfinished(state))) return;
    look.doing = 'revise';
    const why = state.isSubmitted ? `the schedule is ${wordWindow(draft)} now` : 'nobody was asked for approval yet';
    const revised = await ifRevisable(system.revise(reading.reference, draft, signal));
    if (revised === 'not-revisable') {
      // On record before it is cancelled: otherwise a lost answer would look as if people had cancelled it.
      await this.parts.record(plan, { command: 'note', about: REPLACED, text: why });
      return this.replacing.cancel(kept, 'cancelled', `Lockstep: ${why}. Another record is opened.`, state, {
        system: entry.id,
        digest,
        by: 'system:changes',
      });
    }
    await this.parts.record(plan, { command: 'revise', revised: { digest, window: draft.window, reading: revised, why } });
  }
}

function wordOver(plan: PlanUnderChange | undefined): string | undefined {
  if (plan === undefined) return 'there is no such plan any more';
  if (plan.course.is === 'over') return plan.course.why;
  return plan.execution.state === 'ended' ? 'the execution of the plan has ended' : undefined;
}

type Requested = Extract<ChangeRecordState, { status: 'requested' }>;

/** Seconds in which a system may yet make a record whose request was answered by nothing that counts: ServiceNow gives a transaction 298 s, which no balancer waits for. */
const SETTLED = 300;

const awaited = () =>
  new ChangeSystemFailure(
    'timed-out',
    'a record was asked for, and no answer says what became of it; it is looked for, and no other is made yet',
    true,
  );

const OVER: ReadonlySet<ChangeReading['phase']> = new Set(['closed', 'cancelled']);

const isFollowed = (plan: PlanUnderChange | undefined): boolean => plan?.course.is === 'followable' && plan.execution.state !== 'ended';

/** Whether the system has a place for the window of a record. */
const keepsTimes = ({ window, planned }: ChangeReading): boolean => window !== null || planned !== undefined;

/** It was broken off half way, or nobody could be asked: what is there may be the text without a question for approval. */
const isUnfinished = ({ failing, isSubmitted, reading }: OpenRecord): boolean =>
  failing?.doing === 'revise' || (!isSubmitted && reading.phase === 'draft' && reading.approval === 'not-requested');

async function ifRevisable(revising: Promise<ChangeReading>): Promise<ChangeReading | 'not-revisable'> {
  try {
    return await revising;
  } catch (error) {
    if (error instanceof ChangeSystemFailure && error.fault === 'not-revisable') return 'not-revisable';
    throw error;
  }
}

const REVISABLE: ReadonlySet<ChangeReading['phase']> = new Set(['draft', 'awaiting-approval', 'approved']);

const wordWindow = ({ window }: ChangeDraft): string => (window === null ? 'kept no more' : `from ${window.start} to ${window.end}`);

const MINUTE = 60_000;
const minutes = (time: string): number => Math.floor(Date.parse(time) / MINUTE);

/** Systems may not keep seconds. */
function sameWindow(a: ChangeWindow | null, b: ChangeWindow | null): boolean {
  if (a === null || b === null) return a === b;
  return minutes(a.start) === minutes(b.start) && minutes(a.end) === minutes(b.end);
}
