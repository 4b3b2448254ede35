import { expect, it } from 'vitest';
import { judgeLoad, type LoadReport } from './judge-load.js';

const since = '2026-11-20T10:00:00Z';
const at = (time: string) => `2026-11-20T${time}:00Z`;
const report = (time: string, more: Partial<LoadReport> = {}): LoadReport => ({
  id: time,
  at: at(time),
  from: null,
  to: null,
  flows: 5_000,
  dropped: 0,
  corrects: null,
  ...more,
});
const judge = (...loads: LoadReport[]) => judgeLoad({ step: 's1', since, minutes: 60, loads, least: { minutes: 10, flows: 1_000 } });
const kinds = (...loads: LoadReport[]) => judge(...loads).map(({ reason }) => reason);

it('is enough once one report covers the least time after the move with the least flows', () => {
  expect(kinds(report('10:10'))).toEqual([]);
  expect(kinds(report('10:30', { from: at('10:05'), to: at('10:15') }))).toEqual([]);
  expect(kinds()).toEqual(['load-evidence-missing']);
  expect(judge(report('10:01', { flows: 1 }))).toEqual([
    {
      reason: 'load-evidence-missing',
      step: 's1',
      why: 'one report has to cover 10 min after the step was seen done with 1000 flows; the longest covers 1 min with 1',
    },
  ]);
  expect(kinds(report('10:30', { flows: 999 }))).toEqual(['load-evidence-missing']);
  expect(kinds(report('10:04'), report('10:08'))).toEqual(['load-evidence-missing']);
});

it('is not what was watched before the step was seen done, nor what is still to be watched', () => {
  expect(kinds(report('10:30', { from: at('09:50'), to: at('10:30') }))).toEqual(['load-evidence-missing']);
  expect(kinds(report('10:05', { from: at('10:00'), to: at('10:50') }))).toEqual(['load-evidence-missing']);
  expect(kinds(report('09:59', { dropped: 3 }), report('10:10'))).toEqual([]);
});

it('has not to cover more than the soak lasts', () => {
  expect(judgeLoad({ step: 's1', since, minutes: 0, loads: [report('10:00')], least: { minutes: 10, flows: 1_000 } })).toEqual([]);
});

it('holds on one dropped flow until a later report corrects that very one', () => {
  const bad = report('10:20', { dropped: 1 });
  expect(judge(bad, report('10:40'))).toEqual([{ reason: 'flows-dropped', step: 's1', flows: 5_000, dropped: 1, report: '10:20' }]);
  expect(kinds(bad, report('10:40', { corrects: '10:20' }))).toEqual([]);
  expect(kinds(bad, report('10:30', { dropped: 2 }), report('10:40', { corrects: '10:20' }))).toEqual(['flows-dropped']);
  expect(kinds(bad, report('10:40', { corrects: '10:20', dropped: 1 }))).toEqual(['flows-dropped']);
  expect(kinds(report('10:10', { corrects: '10:20' }), bad)).toEqual(['flows-dropped']);
});
