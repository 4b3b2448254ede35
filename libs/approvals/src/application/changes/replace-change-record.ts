import type { ChangeEnd, ChangeReading, OpenRecord, RequestedChange } from '../../domain/changes/index.js';
import { ChangeSystemFailure } from './change-system.port.js';
import type { KeepParts, KeptRecord } from './keep-change-record.js';
import type { PlanCourse } from './plans-under-change.port.js';

type Over = Extract<PlanCourse, { is: 'over' }>;

/** What becomes of the record of a plan that is over: it is handed to the plan that takes its place, or cancelled. */
export class ReplaceChangeRecord {
  constructor(private readonly parts: KeepParts) {}

  async execute(kept: KeptRecord, state: OpenRecord, course: Over, execution: 'not-started' | 'running'): Promise<void> {
    const { successor } = course;
    // Work has begun: what is in the record is how far it came, and the end of the execution closes it.
    if (execution === 'running' || successor === 'awaited') return this.note(kept, state, 'over', wordOver(course));
    if (successor === null || state.reading.phase === 'changing' || successor.nsxManager !== kept.underChange?.nsxManager)
      return this.cancel(kept, 'cancelled', wordOver(course), state);
    // Whoever is about to open a record of the successor goes first: the next look sees it.
    const handOver = (lost: AbortSignal) =>
      this.handOver({ ...kept, signal: AbortSignal.any([kept.signal, lost]) }, state, course, successor);
    await this.parts.alone(successor.plan, handOver);
  }

  async cancel(
    { plan, system, signal, look }: KeptRecord,
    end: Extract<ChangeEnd, 'cancelled' | 'withdrawn'>,
    why: string,
    { reading: { reference } }: OpenRecord,
    again?: RequestedChange,
  ): Promise<void> {
    look.doing = 'cancel';
    const reading = await system.cancel(reference, why, signal);
    await this.parts.record(plan, { command: 'close', end, why, reading, ...(again && { again }) });
  }

  private async handOver(
    kept: KeptRecord,
    state: OpenRecord,
    course: Over,
    successor: Exclude<Over['successor'], 'awaited' | null>,
  ): Promise<void> {
    const { plan, entry, system, signal, look } = kept;
    const { drafts, record, stateOf } = this.parts;
    const draft = await drafts.draft(successor.plan);
    const other = await stateOf(successor.plan);
    const isTaken = other.status === 'open' && other.reading.reference === state.reading.reference;
    if (draft === undefined || (other.status !== 'absent' && !isTaken)) return this.cancel(kept, 'cancelled', wordOver(course), state);
    const { reference, digest: carried } = state.reading;
    try {
      await this.note(
        kept,
        state,
        'successor',
        `${wordOver(course)} It is rewritten for plan ${successor.plan}, ${successor.digest}, and needs approval anew.`,
      );
      look.doing = 'revise';
      // Written already, and not told here: writing it again would take an approval back that was given since.
      const reading =
        carried === draft.digest && !isUnsubmitted(state.reading) ? state.reading : await system.revise(reference, draft, signal);
      const opened = { system: entry.id, digest: draft.digest, window: draft.window, reading, from: plan };
      if (!isTaken) await record(successor.plan, { command: 'open', opened });
      await record(plan, { command: 'close', end: 'handed-over', why: wordOver(course), to: successor.plan });
    } catch (error) {
      if (!(error instanceof ChangeSystemFailure) || error.fault !== 'not-revisable') throw error;
      // The new one is asked for first: should this process die here, the old one is cancelled by the next look.
      const request = { system: entry.id, digest: draft.digest, by: 'system:changes' };
      await record(successor.plan, { command: 'request', request });
      await this.cancel(kept, 'cancelled', `${wordOver(course)} Another record is opened for plan ${successor.plan}.`, state);
    }
  }

  /** Said once, as far as is known here: a note may come twice where a process died after it. */
  private async note({ plan, system, signal, look }: KeptRecord, state: OpenRecord, about: string, text: string): Promise<void> {
    if (state.noted.includes(about)) return;
    look.doing = 'note';
    await system.note(state.reading.reference, text, signal);
    await this.parts.record(plan, { command: 'note', about, text });
  }
}

/** An interruption between the text and the question for approval. */
const isUnsubmitted = ({ phase, approval }: ChangeReading): boolean => phase === 'draft' && approval === 'not-requested';

const wordOver = ({ why, fell }: Over): string =>
  [
    `Lockstep: ${why}.`,
    ...(fell.length > 0 ? [`What it leaned on and is so no more: ${fell.join('; ')}.`] : []),
    'Do not carry it out.',
  ].join(' ');
