import { type ChangeDraft, type ChangeReading, type ChangeSystem, ChangeSystemFailure, type Making } from '@lockstep/approvals';
import { cutText } from '../changes/change-texts.js';
import { assertPlanKey } from '../changes/plan-key.js';
import { ambiguous, fieldsIgnored, gone, notNow, notRevisable, OVER } from '../changes/refusals.js';
import { type MappedPhase, WORK } from '../changes/settings.js';
import { writeWindow } from '../changes/windows.js';
import { type ChangeScreen, readChangeScreen } from './change-screen.js';
import { issueFields, LABEL, labelChange, labelOf, LONGEST_TEXT } from './issue-fields.js';
import type { JiraApi } from './jira-api.js';
import { type IssueReading, readIssue, statusPhase } from './read-issue.js';
import type { JiraSettings } from './settings.js';
import type { Issue, Transition } from './shapes.js';

export interface JiraChangeSystemOptions {
  readonly settings: JiraSettings;
  /** Called at the first request, so that what cannot be called is a failure of that one. @throws ChangeSystemFailure */
  readonly connect: () => JiraApi;
}

const second = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** Changes in one project of Jira Service Management. */
export class JiraChangeSystem implements ChangeSystem {
  private connected: JiraApi | undefined;
  private screen: ChangeScreen | undefined;

  constructor(private readonly options: JiraChangeSystemOptions) {}

  async find(plan: string, signal: AbortSignal): Promise<ChangeReading | undefined> {
    const found = await this.candidate(plan, signal);
    return found && shown(found);
  }

  async findDoubles(plan: string, reference: string, signal: AbortSignal): Promise<readonly string[]> {
    assertPlanKey(plan);
    return this.stillOpen(await this.api.othersLabelled(labelOf(plan), reference, signal)).map(({ key }) => key);
  }

  async open(draft: ChangeDraft, signal: AbortSignal, making: Making = (make) => make()): Promise<ChangeReading> {
    const found = await this.candidate(draft.plan, signal);
    // An earlier call got no further than this.
    if (found?.phase === 'draft' && found.approval === 'not-requested' && found.answered === 'by-nobody' && found.digest === draft.digest)
      return this.revise(found.reference, draft, signal);
    if (found) return shown(found);
    const { project, furtherFields } = this.options.settings;
    const screen = await this.getScreen(signal);
    const fields = {
      ...furtherFields,
      ...withoutEmpty(issueFields(draft, screen, this.options.settings)),
      project: { key: project },
      issuetype: { id: screen.issueType },
      labels: [LABEL, labelOf(draft.plan)],
    };
    const id = await this.afresh(() => making(() => this.api.create(fields, signal)));
    return this.submit(await this.get(id, signal), draft, signal);
  }

  async read(reference: string, signal: AbortSignal): Promise<ChangeReading | undefined> {
    const found = await this.look(reference, signal);
    return found && shown(found);
  }

  async revise(reference: string, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading> {
    assertPlanKey(draft.plan);
    let reading = await this.get(reference, signal);
    if (reading.phase === 'unknown' && reading.approval === 'not-requested') throw unnamed(reading);
    if (OVER.has(reading.phase) || reading.phase === 'unknown') throw notNow(reading, 'it is over, or in a status that no setting names');
    if (reading.phase === 'changing' || reading.phase === 'review') throw notRevisable(reading, 'work on it has begun');
    // What people have answered stands for good, and would stand beside the new text.
    if (reading.answered === 'by-somebody') throw notRevisable(reading, 'somebody has answered, and answers are not taken back');
    if (reading.phase !== 'draft') {
      const back = await this.wayTo(reading, 'draft', signal);
      if (back) reading = await this.walk(reading, back, signal);
      else if (reading.phase === 'approved') throw notRevisable(reading, 'it does not go back to draft');
    }
    const fields = issueFields(draft, await this.getScreen(signal), this.options.settings);
    const labels = labelChange(reading.labels, draft.plan);
    await this.afresh(() => this.api.write(reference, fields, labels, signal));
    const written = await this.get(reference, signal);
    if (written.answered === 'by-somebody') throw notRevisable(written, 'somebody answered in the meantime');
    return this.submit(written, draft, signal);
  }

  async begin(reference: string, signal: AbortSignal): Promise<ChangeReading> {
    const reading = await this.get(reference, signal);
    if (reading.phase === 'changing' || reading.phase === 'review' || reading.phase === 'closed') return shown(reading);
    if (reading.phase !== 'approved') throw notNow(reading, 'work begins on a change that is approved');
    return shown(await this.move(reading, 'changing', signal));
  }

  async finish(reference: string, end: Parameters<ChangeSystem['finish']>[1], signal: AbortSignal): Promise<ChangeReading> {
    const { closing } = this.options.settings;
    let reading = await this.get(reference, signal);
    if (reading.phase === 'closed') return shown(reading);
    if (!WORK.includes(reading.phase as MappedPhase)) throw notNow(reading, 'only a change that was worked on comes to an end');
    // Before it moves, because what is closed may take no comment.
    await this.sayOnce(reference, `Outcome: ${end.outcome}\n\n${end.notes}`, signal);
    const target = WORK.indexOf(closing);
    while (WORK.indexOf(reading.phase as MappedPhase) < target) reading = await this.goOn(reading, end.outcome, signal);
    return shown(reading);
  }

  async cancel(reference: string, reason: string, signal: AbortSignal): Promise<ChangeReading> {
    const reading = await this.get(reference, signal);
    if (OVER.has(reading.phase)) return shown(reading);
    const way = await this.wayTo(reading, 'cancelled', signal);
    if (!way) throw notNow(reading, 'no transition leads to cancelled from there');
    await this.sayOnce(reference, reason, signal);
    return shown(await this.walk(reading, way, signal));
  }

  async note(reference: string, text: string, signal: AbortSignal): Promise<void> {
    if (!isReference(reference)) throw gone(reference);
    await this.api.comment(reference, cutText(text, LONGEST_TEXT), signal);
  }

  async close(): Promise<void> {
    await this.connected?.close();
    this.connected = undefined;
    this.screen = undefined;
  }

  private get api(): JiraApi {
    return (this.connected ??= this.options.connect());
  }

  /** Read once, as long as what is made by it is accepted. */
  private async getScreen(signal: AbortSignal): Promise<ChangeScreen> {
    return (this.screen ??= await readChangeScreen(this.api, this.options.settings, signal));
  }

  private async afresh<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.screen = undefined;
      throw error;
    }
  }

  private async candidate(plan: string, signal: AbortSignal): Promise<IssueReading | undefined> {
    assertPlanKey(plan);
    const found = await this.api.issuesLabelled(labelOf(plan), LABEL, signal);
    const open = this.stillOpen(found);
    if (open.length > 1)
      throw ambiguous(
        plan,
        open.map(({ key }) => key),
      );
    return open[0] && this.get(open[0].id, signal);
  }

  private stillOpen(issues: readonly Issue[]): Issue[] {
    return issues.filter(({ fields }) => fields.status && !OVER.has(statusPhase(this.options.settings.statuses, fields.status)));
  }

  /** Of what a transition follows on that may be refused, again and again. */
  private async sayOnce(reference: string, text: string, signal: AbortSignal): Promise<void> {
    const cut = cutText(text, LONGEST_TEXT);
    if (!(await this.api.isSaid(reference, cut, signal))) await this.api.comment(reference, cut, signal);
  }

  private async look(reference: string, signal: AbortSignal): Promise<IssueReading | undefined> {
    if (!isReference(reference)) return undefined;
    const screen = await this.getScreen(signal);
    const { implementation = 'description', start, end, type } = screen.fields;
    const issue = await this.api.find(
      reference,
      [implementation, start, end, type].filter((id) => id !== undefined),
      signal,
    );
    if (!issue) return undefined;
    return readIssue(issue, await this.api.approvals(reference, signal), screen, this.options.settings);
  }

  private async get(reference: string, signal: AbortSignal): Promise<IssueReading> {
    const found = await this.look(reference, signal);
    if (!found) throw gone(reference);
    return found;
  }

  /** To those who approve, unless the workflow has already put it there. */
  private async submit(reading: IssueReading, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading> {
    await this.assertWhole(reading, draft, signal);
    if (reading.phase === 'draft') return shown(await this.move(reading, 'awaiting-approval', signal));
    if (reading.phase !== 'unknown') return shown(reading);
    throw unnamed(reading);
  }

  private async assertWhole(reading: IssueReading, draft: ChangeDraft, signal: AbortSignal): Promise<void> {
    const { fields } = await this.getScreen(signal);
    const window = draft.window && writeWindow(draft.window, second);
    const dropped = [
      ...(reading.digest === draft.digest ? [] : [fields.implementation ?? 'description']),
      ...(fields.start === undefined || fields.end === undefined || isSame(reading.window, window) ? [] : [fields.start, fields.end]),
    ];
    if (dropped.length === 0) return;
    throw await fieldsIgnored(reading, dropped, (why) => this.cancel(reading.reference, why, signal));
  }

  private async goOn(reading: IssueReading, outcome: 'successful' | 'unsuccessful', signal: AbortSignal): Promise<IssueReading> {
    const { statuses, outcomes, closing } = this.options.settings;
    const ways = await this.api.transitions(reading.reference, signal);
    const ends = outcomes?.[outcome] ?? statuses.closed!;
    const next = WORK[WORK.indexOf(reading.phase as MappedPhase) + 1]!;
    const way = (closing === 'closed' && wayInto(ways, ends)) || (next === 'closed' ? undefined : wayInto(ways, statuses[next] ?? []));
    if (!way) throw notNow(reading, `no transition leads on from there, as ${outcome}`);
    return this.walk(reading, way, signal);
  }

  private async wayTo(reading: IssueReading, phase: MappedPhase, signal: AbortSignal): Promise<Transition | undefined> {
    return wayInto(await this.api.transitions(reading.reference, signal), this.options.settings.statuses[phase] ?? []);
  }

  private async move(reading: IssueReading, phase: MappedPhase, signal: AbortSignal): Promise<IssueReading> {
    const way = await this.wayTo(reading, phase, signal);
    if (!way) throw notNow(reading, `no transition leads to ${phase} from there`);
    return this.walk(reading, way, signal);
  }

  private async walk(reading: IssueReading, way: Transition, signal: AbortSignal): Promise<IssueReading> {
    await this.api.walk(reading.reference, way, signal);
    const moved = await this.get(reading.reference, signal);
    if (moved.phase === reading.phase) throw notNow(reading, `the transition to ${way.to.name} did not move it`);
    return moved;
  }
}

/** The statuses in the order of the settings; among transitions to the same one the first. */
const wayInto = (ways: readonly Transition[], statuses: readonly string[]): Transition | undefined =>
  statuses.flatMap((status) => ways.filter(({ to }) => to.id === status || to.name === status))[0];

const unnamed = ({ number, state }: ChangeReading) =>
  new ChangeSystemFailure('misconfigured', `change ${number}; a status that the settings name; found ${state}`, false);

const isReference = (reference: string): boolean => /^\d{1,18}$/.test(reference);
const isSame = (a: ChangeReading['window'], b: ChangeReading['window']): boolean => a?.start === b?.start && a?.end === b?.end;
const shown = ({ answered: _answered, labels: _labels, ...reading }: IssueReading): ChangeReading => reading;
const withoutEmpty = (fields: Record<string, unknown>) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
