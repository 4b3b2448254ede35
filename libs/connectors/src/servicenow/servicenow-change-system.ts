import { type ChangeDraft, type ChangeReading, type ChangeSystem, ChangeSystemFailure, type Making } from '@lockstep/approvals';
import { assertPlanKey } from '../changes/plan-key.js';
import { ambiguous, fieldsIgnored, gone, notNow, notRevisable, OVER } from '../changes/refusals.js';
import { type MappedPhase, WORK } from '../changes/settings.js';
import { changeFields, journalText } from './change-fields.js';
import { linkItems } from './link-items.js';
import { hiddenFields, readChange } from './read-change.js';
import type { Fields, ServiceNowApi } from './servicenow-api.js';
import { type ServiceNowSettings, statesOf } from './settings.js';
import type { ChangeRecord } from './shapes.js';

export interface ServiceNowChangeSystemOptions {
  readonly settings: ServiceNowSettings;
  /** Called at the first request, so that what cannot be called is a failure of that one. @throws ChangeSystemFailure */
  readonly connect: () => ServiceNowApi;
  /** Milliseconds between two questions to a worker. */
  readonly pause: number;
}

/** Normal changes of one ServiceNow instance. Only those take texts of plans; standard ones drop them. */
export class ServiceNowChangeSystem implements ChangeSystem {
  private connected: ServiceNowApi | undefined;

  constructor(private readonly options: ServiceNowChangeSystemOptions) {}

  async find(plan: string, signal: AbortSignal): Promise<ChangeReading | undefined> {
    const open = await this.openOf(plan, signal);
    if (open.length > 1)
      throw ambiguous(
        plan,
        open.map(({ number }) => number),
      );
    return open[0] && this.get(open[0].reference, signal);
  }

  async findDoubles(plan: string, reference: string, signal: AbortSignal): Promise<readonly string[]> {
    return (await this.openOf(plan, signal)).filter((one) => one.reference !== reference).map(({ number }) => number);
  }

  async open(draft: ChangeDraft, signal: AbortSignal, making: Making = (make) => make()): Promise<ChangeReading> {
    const found = await this.find(draft.plan, signal);
    if (!found) {
      const fields = withoutEmpty(changeFields(draft, this.options.settings));
      return this.submit(await making(() => this.api.create(fields, signal)), draft, signal);
    }
    // An earlier call got no further than this.
    const isUnfinished = found.phase === 'draft' && found.approval === 'not-requested' && found.digest === draft.digest;
    return isUnfinished ? this.rewrite(found.reference, draft, signal) : found;
  }

  async read(reference: string, signal: AbortSignal): Promise<ChangeReading | undefined> {
    const record = await this.findRecord(reference, signal);
    return record && this.readRecord(record, signal);
  }

  async revise(reference: string, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading> {
    assertPlanKey(draft.plan);
    const reading = await this.getMovable(reference, signal);
    switch (reading.phase) {
      case 'draft':
        if (reading.approval !== 'not-requested' && reading.approval !== 'rejected') throw notRevisable(reading, 'approvals of it stand');
        return this.rewrite(reference, draft, signal);
      case 'awaiting-approval':
      case 'approved': {
        // First back, then written: the other way round an approval of the old text would stand beside the new one.
        const back = await this.takeBack(reading, signal);
        if (back.approval !== 'not-requested' || back.phase !== 'draft')
          throw notRevisable(reading, 'going back to draft does not take its approvals away');
        return this.rewrite(reference, draft, signal);
      }
      case 'changing':
      case 'review':
        throw notRevisable(reading, 'work on it has begun');
      default:
        throw notNow(reading, 'it is over, on hold, or in a state that no setting names');
    }
  }

  async begin(reference: string, signal: AbortSignal): Promise<ChangeReading> {
    const reading = await this.getMovable(reference, signal);
    if (reading.phase === 'changing' || reading.phase === 'review' || reading.phase === 'closed') return reading;
    if (reading.phase !== 'approved') throw notNow(reading, 'work begins on a change that is approved');
    return this.has('changing') ? this.move(reading, 'changing', {}, signal) : reading;
  }

  async finish(reference: string, end: Parameters<ChangeSystem['finish']>[1], signal: AbortSignal): Promise<ChangeReading> {
    const { closing, closeCodes } = this.options.settings;
    let reading = await this.getMovable(reference, signal);
    if (!WORK.includes(reading.phase as MappedPhase)) throw notNow(reading, 'only a change that was worked on comes to an end');
    const words: Fields = { close_code: closeCodes[end.outcome], close_notes: journalText(end.notes) };
    if (reading.phase === closing && closing === 'review') return this.write(reading, words, signal);
    // One state after the other, as the workflow demands it.
    for (const phase of WORK.slice(WORK.indexOf(reading.phase as MappedPhase) + 1, WORK.indexOf(closing) + 1))
      if (this.has(phase)) reading = await this.move(reading, phase, phase === closing ? words : {}, signal);
    return reading;
  }

  async cancel(reference: string, reason: string, signal: AbortSignal): Promise<ChangeReading> {
    const reading = await this.get(reference, signal);
    return OVER.has(reading.phase) ? reading : this.moveSaying(reading, 'cancelled', reason, signal);
  }

  async note(reference: string, text: string, signal: AbortSignal): Promise<void> {
    const reading = await this.get(reference, signal);
    await this.write(reading, { work_notes: journalText(text) }, signal);
  }

  async close(): Promise<void> {
    await this.connected?.close();
    this.connected = undefined;
  }

  private get api(): ServiceNowApi {
    return (this.connected ??= this.options.connect());
  }

  private async get(reference: string, signal: AbortSignal): Promise<ChangeReading> {
    const reading = await this.read(reference, signal);
    if (!reading) throw gone(reference);
    return reading;
  }

  private async findRecord(reference: string, signal: AbortSignal): Promise<ChangeRecord | undefined> {
    return /^[0-9a-f]{32}$/.test(reference) ? this.api.find(reference, signal) : undefined;
  }

  private async readRecord(record: ChangeRecord, signal: AbortSignal): Promise<ChangeReading> {
    const { approval } = readChange(record, this.options.settings, []);
    const isDecided = approval === 'approved' || approval === 'rejected';
    return readChange(record, this.options.settings, isDecided ? await this.api.deciders(record.sys_id.value, approval, signal) : []);
  }

  /** Where the account may not see what its phase hangs on, nothing would show that it has moved. */
  private async getMovable(reference: string, signal: AbortSignal): Promise<ChangeReading> {
    const record = await this.findRecord(reference, signal);
    if (!record) throw gone(reference);
    const reading = await this.readRecord(record, signal);
    const hidden = hiddenFields(record);
    if (reading.phase === 'unknown' && hidden.length > 0)
      throw new ChangeSystemFailure(
        'misconfigured',
        `change ${reading.number}; the account must be able to read type and on_hold; found no ${hidden.join(', ')}`,
        false,
      );
    return reading;
  }

  private async openOf(plan: string, signal: AbortSignal): Promise<ChangeReading[]> {
    assertPlanKey(plan);
    const readings = (await this.api.changesOf(plan, signal)).map((record) => readChange(record, this.options.settings, []));
    return readings.filter(({ phase }) => !OVER.has(phase));
  }

  private has(phase: MappedPhase): boolean {
    return statesOf(this.options.settings)[phase] !== undefined;
  }

  /** Of a draft, all of it, and on to those who approve. */
  private async rewrite(reference: string, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading> {
    return this.submit(await this.api.write(reference, changeFields(draft, this.options.settings), signal), draft, signal);
  }

  private async submit(record: ChangeRecord, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading> {
    const { settings, pause } = this.options;
    await this.assertWhole(record, draft, signal);
    const reference = record.sys_id.value;
    const unlinked = settings.items === 'by-name' ? await linkItems(this.api, reference, draft.affected, pause, signal) : [];
    if (settings.conflicts === 'checked') await this.api.checkConflicts(reference, signal);
    const reading = await this.getMovable(reference, signal);
    // Unless the instance has put it there by itself.
    const isThere = reading.phase === 'awaiting-approval' || reading.phase === 'approved';
    const submitted = isThere ? reading : await this.move(reading, 'awaiting-approval', {}, signal);
    // At the end, so that a way that is barred leaves no note for each try.
    if (unlinked.length > 0)
      await this.say(
        reference,
        `Not linked as configuration items (no item has the name, several have it, or they cannot be read): ${unlinked.join(', ')}`,
        signal,
      );
    return submitted;
  }

  /** Nobody is asked to approve a record that shows less than the draft: it is cancelled, as far as that goes. */
  private async assertWhole(record: ChangeRecord, draft: ChangeDraft, signal: AbortSignal): Promise<void> {
    const reading = readChange(record, this.options.settings, []);
    const dropped = [...record.ignored];
    const written = changeFields(draft, this.options.settings);
    if (reading.digest !== draft.digest) dropped.push('implementation_plan');
    if (record.start_date.value !== written['start_date'] || record.end_date.value !== written['end_date'])
      dropped.push('start_date, end_date');
    if (record.correlation_id.value !== draft.plan) dropped.push('correlation_id');
    if (dropped.length === 0) return;
    throw await fieldsIgnored(reading, dropped, (why) => this.moveSaying(reading, 'cancelled', why, signal));
  }

  private async takeBack(reading: ChangeReading, signal: AbortSignal): Promise<ChangeReading> {
    try {
      return await this.moveSaying(reading, 'draft', 'Lockstep takes it back, to write all of it anew', signal);
    } catch (error) {
      if (error instanceof ChangeSystemFailure && error.fault === 'not-allowed-now')
        throw notRevisable(reading, 'it does not go back to draft');
      throw error;
    }
  }

  /** Says why once it has moved, because a try in vain is followed by others. Where an instance lets nothing move without a word, both go together. */
  private async moveSaying(reading: ChangeReading, phase: MappedPhase, why: string, signal: AbortSignal): Promise<ChangeReading> {
    const { reference } = reading;
    const state = await this.stateFor(reading, phase, signal);
    let isSaid = false;
    const record = await this.api.write(reference, { state }, signal).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      isSaid = true;
      return this.api.write(reference, { state, work_notes: journalText(why) }, signal);
    });
    const moved = await this.moved(reading, phase, record, signal);
    if (!isSaid) await this.say(reference, why, signal);
    return moved;
  }

  /** For people, and nothing hangs on it. */
  private async say(reference: string, text: string, signal: AbortSignal): Promise<void> {
    try {
      await this.api.write(reference, { work_notes: journalText(text) }, signal);
    } catch (error) {
      if (!(error instanceof ChangeSystemFailure)) throw error;
    }
  }

  private async move(reading: ChangeReading, phase: MappedPhase, fields: Fields, signal: AbortSignal): Promise<ChangeReading> {
    const state = await this.stateFor(reading, phase, signal);
    return this.moved(reading, phase, await this.api.write(reading.reference, { state, ...fields }, signal), signal);
  }

  /** The workflow decides where a record may go. */
  private async stateFor(reading: ChangeReading, phase: MappedPhase, signal: AbortSignal): Promise<string> {
    const values = statesOf(this.options.settings)[phase] ?? [];
    const next = await this.api.nextStates(reading.reference, signal);
    const to = values.find((value) => next === undefined || next.available.has(value));
    if (to === undefined) {
      const unmet = values.flatMap((value) => next?.unmet.get(value) ?? []);
      throw notNow(reading, `it does not go to ${phase} from there${unmet.length > 0 ? `: ${unmet.join(', ')}` : ''}`);
    }
    return to;
  }

  /** Where one has moved is what is read afterwards. */
  private async moved(reading: ChangeReading, phase: MappedPhase, record: ChangeRecord, signal: AbortSignal): Promise<ChangeReading> {
    const moved = await this.get(reading.reference, signal);
    if (moved.phase === reading.phase) throw notNow(reading, `the instance did not take it to ${phase}`);
    assertNothingIgnored(record);
    return moved;
  }

  private async write(reading: ChangeReading, fields: Fields, signal: AbortSignal): Promise<ChangeReading> {
    assertNothingIgnored(await this.api.write(reading.reference, fields, signal));
    return this.get(reading.reference, signal);
  }
}

/** It is said by the instance, and will be said again to the same request. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ChangeSystemFailure && !error.retryable && (error.fault === 'not-allowed-now' || error.fault === 'forbidden');

function assertNothingIgnored(record: ChangeRecord): void {
  const { ignored } = record;
  if (ignored.length > 0)
    throw new ChangeSystemFailure(
      'fields-ignored',
      `change ${record.number.value}; fields that were written are not there: ${ignored.join(', ')}`,
      false,
    );
}

const withoutEmpty = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
