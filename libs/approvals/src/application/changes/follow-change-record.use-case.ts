import { handleCommand } from '@lockstep/event-store';
import {
  type ChangeEnd,
  type ChangeFailing,
  type ChangeFault,
  type ChangeRecordCommand,
  changeRecordDecider,
  type ChangeRecordState,
  changeRecordStream,
  type OpenRecord,
} from '../../domain/changes/index.js';
import { ChangeSystemFailure } from './change-system.port.js';
import type { ChangeRecords, FollowedChange } from './change-records.port.js';
import type { OpenChangeSystems, ServingChangeSystems } from './change-systems.js';
import type { CountChangeDecision } from './count-change-decision.use-case.js';
import { KeepChangeRecord, type KeepParts, type Look } from './keep-change-record.js';
import { pauseAfter } from './next-poll.js';
import { foldChangeRecord } from './read-change-records.use-case.js';

export interface FollowParts extends Omit<KeepParts, 'record' | 'stateOf' | 'alone' | 'findHolder' | 'makings'> {
  readonly records: ChangeRecords;
  readonly systems: Pick<ServingChangeSystems, 'find'>;
  readonly open: OpenChangeSystems;
  readonly count: Pick<CountChangeDecision, 'execute'>;
  /** RFC 3339. */
  readonly now: () => string;
  /** 0 to 1. */
  readonly chance: () => number;
  /** Seconds that a look may take; a worker that dies in it leaves the record alone for so long. */
  readonly patience: number;
  /** Told of each look at a system, by its kind; `internal`: it failed, and not for anything that the system said or did. */
  readonly observe: (system: string, outcome: 'ok' | ChangeFault | 'internal', milliseconds: number) => void;
}

/** What ends a look: `signal` at the end of its time, and both when this process goes away. */
interface LookEnds {
  readonly signal: AbortSignal;
  readonly shutdown: AbortSignal;
}

export type FollowOutcome =
  /** Somebody else looks at it, or will. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'nothing-to-follow' }
  | { readonly outcome: 'followed'; readonly status: ChangeRecordState['status'] }
  | { readonly outcome: 'failed'; readonly failing: ChangeFailing };

/** Looks at the record of a plan once, brings here what is told there and there what is decided here, and says when to look again. */
export class FollowChangeRecord {
  constructor(private readonly parts: FollowParts) {}

  async execute(plan: string, shutdown: AbortSignal): Promise<FollowOutcome> {
    const { records, now, patience } = this.parts;
    const until = new Date(Date.parse(now()) + patience * 1_000).toISOString();
    const claim = await records.claim(plan, now(), until);
    if (claim === undefined) return { outcome: 'busy' };
    const followed = await records.find(plan);
    if (followed === undefined) return { outcome: 'nothing-to-follow' };
    // Shorter than the claim, so that nothing is written there any more when somebody else may begin.
    const signal = AbortSignal.any([shutdown, AbortSignal.timeout(patience * 800)]);
    const look: Look = { doing: 'read', readAt: undefined };
    try {
      return await this.look(followed, claim, { signal, shutdown }, look);
    } catch (error) {
      if (shutdown.aborted) return this.leave(followed, claim, look);
      const failure = failureOf(error, signal, look);
      // One of this program goes on to whoever runs the job.
      if (failure === undefined) throw error;
      return this.settleFailure(followed, claim, look, failure);
    }
  }

  private async look(followed: FollowedChange, claim: string, ends: LookEnds, look: Look): Promise<FollowOutcome> {
    const { plan } = followed;
    const { records, systems, open, plans, now, count, patience } = this.parts;
    const before = await this.stateOf(plan);
    const entry = await systems.find(systemOf(before) ?? followed.system);
    const isLive = before.status === 'requested' || before.status === 'open';
    const underChange = await plans.find(plan);
    // Whoever removes a system takes away what was approved in it, and another record may be opened elsewhere.
    if (isLive && entry === undefined)
      await this.record(plan, { command: 'close', end: endWithout(before), why: 'its change system is not registered any more' });
    else if (isLive && entry !== undefined)
      await this.observed(entry.system, ends, look, () =>
        open.use(entry, async (system) => {
          const keep = new KeepChangeRecord({
            ...this.parts,
            record: (id, command) => this.record(id, command),
            stateOf: (id) => this.stateOf(id),
            alone: (id, work) => records.alone(entry.id, id, patience, work),
            findHolder: (id, record) => this.findHolder(id, record),
            makings: records,
          });
          await keep.execute({ plan, underChange, entry, system, signal: ends.signal, look });
        }),
      );
    const after = await this.stateOf(plan);
    try {
      if (underChange) await count.execute(underChange, after, entry);
    } catch (error) {
      // What was read is read; what it means for sign-offs is found out again.
      await records.settle(plan, claim, {
        ...readOf(look),
        pollAt: later(now(), UNCOUNTED),
        failures: followed.failures + 1,
        failing: null,
      });
      throw error;
    }
    const goesOn = after.status === 'requested' || after.status === 'open';
    const pause = entry?.pollSeconds ?? 0;
    await records.settle(plan, claim, {
      ...readOf(look),
      pollAt: goesOn ? later(now(), pause) : null,
      failures: 0,
      failing: null,
    });
    return { outcome: 'followed', status: after.status };
  }

  private async observed(system: string, { signal, shutdown }: LookEnds, look: Look, work: () => Promise<void>): Promise<void> {
    const started = performance.now();
    const observe = (outcome: Parameters<FollowParts['observe']>[1]) => this.parts.observe(system, outcome, performance.now() - started);
    try {
      await work();
    } catch (error) {
      if (!shutdown.aborted) observe(failureOf(error, signal, look)?.fault ?? 'internal');
      throw error;
    }
    observe('ok');
  }

  /** This process goes away: that says nothing about the system, and another one looks at once, or as soon as it sees what was made. */
  private async leave({ plan, failures, failing }: FollowedChange, claim: string, look: Look): Promise<FollowOutcome> {
    const pollAt = later(this.parts.now(), look.doing === 'open' ? STILL_BUSY : 0);
    await this.parts.records.settle(plan, claim, { ...readOf(look), pollAt, failures, failing });
    return { outcome: 'busy' };
  }

  private async settleFailure(
    { plan, system, failures }: FollowedChange,
    claim: string,
    look: Look,
    failure: ChangeSystemFailure,
  ): Promise<FollowOutcome> {
    const { records, now, chance } = this.parts;
    const failing = { fault: failure.fault, detail: failure.detail, doing: look.doing };
    await this.record(plan, { command: 'fail', failing });
    const pollAt = later(now(), pauseAfter(failures + 1, { ...failure, doing: look.doing }, chance()));
    await records.settle(plan, claim, { ...readOf(look), pollAt, failures: failures + 1, failing: { ...failing, at: now() } });
    if (failure.fault === 'unauthorized') await records.pauseSystem(plan, system, pollAt);
    return { outcome: 'failed', failing };
  }

  /** Of those that hold one record the one that opened it last has it. */
  private async findHolder(plan: string, { system, reading: { number } }: OpenRecord): Promise<string | undefined> {
    const others = (await this.parts.records.listHolders(system, number)).filter((other) => other !== plan);
    const own = await this.openedAt(plan);
    for (const other of others) if ((await this.openedAt(other)) > own) return other;
    return undefined;
  }

  private async openedAt(plan: string): Promise<number> {
    const history = await this.parts.records.events.readStream(changeRecordStream(plan));
    return history.findLast(({ type }) => type === 'ChangeRecordOpened')?.position ?? 0;
  }

  private async stateOf(plan: string): Promise<ChangeRecordState> {
    return foldChangeRecord(await this.parts.records.events.readStream(changeRecordStream(plan)));
  }

  /** What is refused here has been overtaken: the state after it tells. */
  private async record(plan: string, command: ChangeRecordCommand): Promise<void> {
    const handled = await this.parts.records.transact(plan, (events) =>
      handleCommand(events, changeRecordDecider, changeRecordStream(plan), command, { actor: 'system:changes' }),
    );
    if (handled.outcome === 'conflict') throw new Error(`change record; plan ${plan}; its stream changes without a pause`);
  }
}

/** Seconds until a decision that could not be brought to the sign-offs is brought there again. */
const UNCOUNTED = 10;

/** Seconds in which a system may still make a record that nobody waits for any more: whoever looks at once might not see it, and make another. */
const STILL_BUSY = 60;

const readOf = ({ readAt }: Look): { readAt?: string } => (readAt === undefined ? {} : { readAt });

const later = (now: string, seconds: number): string => new Date(Date.parse(now) + seconds * 1_000).toISOString();

function systemOf(state: ChangeRecordState): string | undefined {
  if (state.status === 'requested') return state.request.system;
  return state.status === 'absent' ? undefined : state.system;
}

/** Nobody can say any more what became of it there; here it counts no more. */
function endWithout(state: ChangeRecordState): ChangeEnd {
  if ('withdrawal' in state && state.withdrawal !== null) return 'withdrawn';
  return state.status === 'open' ? 'abandoned' : 'never-opened';
}

/** Undefined: an error of this program. */
function failureOf(error: unknown, signal: AbortSignal, { doing }: Look): ChangeSystemFailure | undefined {
  if (error instanceof ChangeSystemFailure) return error;
  if (!signal.aborted) return undefined;
  const retryAfter = doing === 'open' ? STILL_BUSY : null;
  return new ChangeSystemFailure('timed-out', 'The system did not answer in the time that a look may take', true, retryAfter);
}
