import { expect, it } from 'vitest';
import { type ScanScheduleCommand, scanScheduleDecider } from './scan-schedule.decider.js';
import type { ScanScheduleContent, ScanScheduleEvent } from './scan-schedule.events.js';

const hourly: ScanScheduleContent = { name: 'hourly', cron: '7 * * * *', timeZone: 'UTC', jitter: 60, sources: null, enabled: true };
const created: ScanScheduleEvent = { type: 'ScanScheduleCreated', data: hourly };
const removed: ScanScheduleEvent = { type: 'ScanScheduleRemoved', data: {} };
const paused = { ...hourly, enabled: false };

const rows: readonly [string, readonly ScanScheduleEvent[], ScanScheduleCommand, readonly ScanScheduleEvent[] | string][] = [
  ['is created', [], { command: 'create', content: hourly }, [created]],
  ['is not created twice', [created], { command: 'create', content: hourly }, 'exists'],
  [
    'is created again after it was removed',
    [created, removed],
    { command: 'create', content: paused },
    [{ type: 'ScanScheduleCreated', data: paused }],
  ],
  ['is paused by a change', [created], { command: 'change', content: paused }, [{ type: 'ScanScheduleChanged', data: paused }]],
  ['is not changed into what it is', [created], { command: 'change', content: { ...hourly } }, []],
  [
    'takes other sources for a change',
    [created],
    { command: 'change', content: { ...hourly, sources: ['a'] } },
    [{ type: 'ScanScheduleChanged', data: { ...hourly, sources: ['a'] } }],
  ],
  ['is not changed after it was removed', [created, removed], { command: 'change', content: paused }, 'absent'],
  ['is removed', [created], { command: 'remove' }, [removed]],
  ['is not removed where there is none', [], { command: 'remove' }, 'absent'],
];

it.each(rows)('a schedule %s', (_, given, when, then) => {
  const decision = scanScheduleDecider.decide(when, given.reduce(scanScheduleDecider.evolve, scanScheduleDecider.initialState));
  expect(decision.outcome === 'accepted' ? decision.events : decision.refusal).toEqual(then);
});

it('a schedule passes over an event that it does not know', () => {
  const state = scanScheduleDecider.evolve(scanScheduleDecider.initialState, created);
  expect(scanScheduleDecider.evolve(state, { type: 'ScanSchedulePainted', data: {} } as never)).toEqual(state);
});
