import { compareTexts } from '@lockstep/kernel';
import type { StepTimes, Stretch } from '../schedule-view.js';
import type { ChangeDocument, ChangeStep, ChangeSummary, Moment, StepTime } from './change-document.js';
import type { ChangeFacts, ScheduleKept, StandingFacts } from './change-facts.js';
import { describePlan } from './describe-plan.js';
import { wordMoment, wordNamed } from './words.js';

const MOST_NAMED = 5;
const MOST_ASSUMED = 100;
const MOST_STRETCHES = 20;

export const composeChangeDocument = (facts: ChangeFacts): ChangeDocument => withStanding(describePlan(facts), facts);

/** The description of a plan with what has become of it. */
export function withStanding(document: ChangeDocument, facts: StandingFacts): ChangeDocument {
  const { record, schedule, approval, headroom } = facts;
  const { identity, summary, risks } = document;
  const steps = schedule ? scheduled(document.steps, schedule) : document.steps;
  return {
    ...document,
    identity: {
      ...identity,
      plan: record?.id ?? null,
      url: record?.url ?? null,
      status: record?.status ?? null,
      position: record?.position ?? null,
      requestedBy: record?.requestedBy ?? null,
      requestedAt: record?.requestedAt ?? null,
      parent: record?.parent ?? null,
    },
    assumed: assumedOf(facts),
    notices: [...noticesOf(facts), ...pauseNotices(steps)],
    summary: { ...summary, window: schedule && windowOf(schedule), estimate: schedule ? null : summary.estimate },
    steps,
    risks: { ...risks, headroom },
    approval,
  };
}

const assumedOf = ({ assumed }: StandingFacts): string[] =>
  assumed === null
    ? []
    : (['statements', 'releases', 'hops', 'versions'] as const)
        .flatMap((list) => assumed[list].map((fact) => `${list.slice(0, -1)} ${JSON.stringify(fact)}`))
        .slice(0, MOST_ASSUMED);

function noticesOf({ record, schedule, evidence }: StandingFacts): string[] {
  const notices: string[] = [];
  if (record?.withdrawn) notices.push(`This plan was withdrawn: ${record.withdrawn}`);
  if (record && record.fallen.length > 0)
    notices.push('This plan is void: something that it leans on has changed.', ...record.fallen.slice(0, MOST_NAMED));
  if (record?.supersededBy) notices.push(`Another plan took its place: ${record.supersededBy}`);
  if (schedule && !schedule.isReproduced)
    notices.push(
      'The rules of time zones, or of how work is laid in time, have changed since the schedule was kept, so that it would be another one today: keep it anew.',
    );
  return [...notices, ...evidenceNotices(evidence)];
}

const UNDECIDABLE = 'the plan can be neither signed nor started until it is scanned.';

function evidenceNotices(evidence: StandingFacts['evidence']): string[] {
  if (evidence === null) return [];
  if (evidence === 'not-known')
    return ['How old the facts are that this plan leans on can not be told now: it is neither signed nor started meanwhile.'];
  const { age, oldest, maxAge } = evidence;
  if (age === 'fresh') return [];
  const node = oldest ? `${oldest.node.kind} ${oldest.node.id}` : 'the fleet';
  return oldest?.observedAt
    ? [`Nobody has looked at ${node} since ${oldest.observedAt}, and evidence counts for ${maxAge} s: ${UNDECIDABLE}`]
    : [`Nobody can say when ${node} was last looked at: ${UNDECIDABLE}`];
}

/** What stands half done while windows are closed: nobody reads that out of a start and an end. */
function pauseNotices(steps: readonly ChangeStep[]): string[] {
  const pausing = steps.filter(({ times }) => times && times.pauses.length > 0);
  const told = pausing.slice(0, MOST_NAMED).map(({ id, component, from, to, noReturn, times }) => {
    const { pauses } = times!;
    const first = pauses[0]!;
    const more = pauses.length > 1 ? `, and in ${pauses.length - 1} more pauses` : '';
    const sides = `${wordNamed(first.subjects)} half done, ${from} beside ${to}, from ${wordMoment(first.from)} to ${wordMoment(first.to)}${more}`;
    const worse = noReturn ? ' It is a point of no return: from there it can only be ended, and no window is open to do so.' : '';
    return `${id} (${component}) does not fit into one window, and leaves ${sides}.${worse} A longer window avoids it.`;
  });
  return pausing.length > told.length ? [...told, `And ${pausing.length - told.length} more steps pause between windows.`] : told;
}

function scheduled(steps: readonly ChangeStep[], schedule: ScheduleKept): ChangeStep[] {
  const times = new Map(schedule.schedule.steps.map((step) => [step.step, step]));
  const moment = (utc: string) => momentOf(utc, schedule);
  return steps.map((step) => {
    const own = times.get(step.id);
    return { ...step, times: own ? timeOf(own, moment) : null };
  });
}

function timeOf({ start, end, soakedAt, waves }: StepTimes, moment: (utc: string) => Moment): StepTime {
  const stretches = new Map<string, Stretch>();
  const pauses = new Map<string, { from: string; to: string; subjects: string[] }>();
  for (const run of waves.flatMap(({ runs }) => runs))
    for (const [index, stretch] of (run.stretches ?? []).entries()) {
      stretches.set(`${stretch.start} ${stretch.end}`, stretch);
      const next = run.stretches![index + 1];
      if (!next) continue;
      const key = `${stretch.end} ${next.start}`;
      const pause = pauses.get(key) ?? { from: stretch.end, to: next.start, subjects: [] };
      pause.subjects.push(...run.subjects);
      pauses.set(key, pause);
    }
  return {
    start: moment(start),
    end: moment(end),
    soakedAt: moment(soakedAt),
    stretches: [...stretches]
      .toSorted(([a], [b]) => compareTexts(a, b))
      .slice(0, MOST_STRETCHES)
      .map(([, one]) => ({ start: moment(one.start), end: moment(one.end) })),
    pauses: [...pauses]
      .toSorted(([a], [b]) => compareTexts(a, b))
      .map(([, { from, to, subjects }]) => ({
        from: moment(from),
        to: moment(to),
        subjects: { count: subjects.length, names: subjects.toSorted(compareTexts).slice(0, MOST_NAMED) },
      })),
  };
}

const momentOf = (utc: string, { local }: Pick<ScheduleKept, 'local'>): Moment => ({ utc, local: local.get(utc) ?? null });

/** From the first start to where the last soak ends. */
const windowOf = (kept: ScheduleKept): NonNullable<ChangeSummary['window']> => ({
  start: momentOf(kept.schedule.steps.map(({ start }) => start).toSorted(compareTexts)[0] ?? kept.schedule.start, kept),
  end: momentOf(kept.schedule.end, kept),
  zone: kept.zone,
  keptBy: kept.keptBy,
  keptAt: kept.keptAt,
  isReproduced: kept.isReproduced,
});
