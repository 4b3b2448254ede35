import { fleet, goal, hop, matrix } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { factsOf, scheduleOf } from '../../../test/change-facts.js';
import { scheduleDurations } from '../schedule-durations.js';
import { schedulePolicy } from '../schedule-policy.js';
import { scheduleProblemOf } from '../schedule-problem-of.js';
import { planScheduleOf } from '../schedule-view.js';
import type { StandingFacts } from './change-facts.js';
import { CHANGE_COLUMNS, changeRows } from './change-rows.js';
import { composeChangeDocument } from './compose-change-document.js';
import { renderChangeMarkdown } from './render-markdown.js';

const world = (reversible: boolean) => ({
  matrix: matrix({ releases: { nsx: ['4.2.0', '9.0.0'] }, hops: [hop('nsx', '*', '*', { id: 'up', reversible })] }),
  fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } } }),
  goal: goal({ targets: ['nsx =9.0.0'] }),
});
const minute = (time: string) => Date.parse(time) / 60_000;

/** Six hours of work at NSX, in windows of so many hours each Saturday. */
function factsIn(hours: number, reversible: boolean) {
  const facts = factsOf(world(reversible));
  const policy = schedulePolicy.parse({ durations: { fixed: { nsx: 360 } } });
  const starts = ['2026-11-28T21:00:00Z', '2026-12-05T21:00:00Z', '2026-12-12T21:00:00Z'].map(minute);
  const problem = scheduleProblemOf({
    plan: facts.plan.spec,
    fleet: facts.fleet,
    policy,
    durations: scheduleDurations(policy, {}),
    times: {
      horizon: { from: starts[0]!, to: starts[0]! + 365 * 1440 },
      windows: [{ times: starts.map((from) => ({ from, to: from + hours * 60 })) }],
      freezes: [],
    },
    notBefore: starts[0]!,
  });
  return { ...facts, schedule: { ...scheduleOf(facts), schedule: planScheduleOf(facts.plan.spec, problem) } };
}

describe('a shared hop that does not fit into one window', () => {
  const paused = factsIn(4, false);

  it('is told with its stretches, and with what stands half done between them, first of all', () => {
    const document = composeChangeDocument(paused);
    expect(document.steps[0]!.times).toMatchObject({
      stretches: [
        { start: { utc: '2026-11-28T21:00:00Z' }, end: { utc: '2026-11-29T01:00:00Z' } },
        { start: { utc: '2026-12-05T21:00:00Z' }, end: { utc: '2026-12-05T23:00:00Z' } },
      ],
      pauses: [{ from: { utc: '2026-11-29T01:00:00Z' }, to: { utc: '2026-12-05T21:00:00Z' }, subjects: { names: ['nsx-1'] } }],
    });
    expect(document.notices.join()).toMatch(/nsx-1 half done, 4\.2\.0 beside 9\.0\.0, from 2026-11-29T01:00:00Z .*point of no return/);
    const page = renderChangeMarkdown(document);
    expect(page).toMatch(/Pauses between windows, half done/);
  });

  it('that can be taken back is told without the words of a point of no return', () => {
    const { notices } = composeChangeDocument(factsIn(4, true));
    expect(notices.join()).toMatch(/half done/);
    expect(notices.join()).not.toMatch(/point of no return/);
  });

  it('has its stretches in the table', () => {
    const [row] = [...changeRows(paused)];
    expect(row![CHANGE_COLUMNS.indexOf('stretches_utc')]).toBe(
      '2026-11-28T21:00:00Z/2026-11-29T01:00:00Z 2026-12-05T21:00:00Z/2026-12-05T23:00:00Z',
    );
    expect(row).toHaveLength(CHANGE_COLUMNS.length);
  });
});

it('a hop that fits into its window neither pauses nor warns', () => {
  const document = composeChangeDocument(factsIn(8, false));
  expect(document.steps[0]!.times).toMatchObject({ stretches: [], pauses: [] });
  expect(document.notices).toEqual([]);
});

describe('evidence that a plan leans on', () => {
  const noticesOf = (evidence: StandingFacts['evidence']) => composeChangeDocument(factsOf(world(true), { evidence })).notices.join();
  const node = { kind: 'nsx-manager', id: 'nsx-1' } as const;

  it('is told when it is too old to decide on, with the node that was not looked at for longest', () =>
    expect(noticesOf({ age: 'stale', oldest: { node, observedAt: '2026-11-20T06:00:00Z' }, maxAge: 86_400 })).toMatch(
      /nsx-manager nsx-1 since 2026-11-20T06:00:00Z, .* 86400 s: .*neither signed nor started/,
    ));

  it('is told when nobody can say how old it is', () => {
    expect(noticesOf({ age: 'unknown', oldest: { node, observedAt: null }, maxAge: 60 })).toMatch(/Nobody can say when nsx-manager nsx-1/);
    expect(noticesOf('not-known')).toMatch(/can not be told now/);
  });

  it('is no matter while it is fresh', () =>
    expect(noticesOf({ age: 'fresh', oldest: { node, observedAt: '2026-11-20T06:00:00Z' }, maxAge: 60 })).toBe(''));
});
