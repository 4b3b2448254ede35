import { expect, it } from 'vitest';
import { type PlanStage, stageOf, type StageFacts } from './plan-stage.js';

const facts: StageFacts = { plan: 'computed', signed: false, execution: 'absent' };

it.each<[string, Partial<StageFacts>, PlanStage]>([
  ['is requested until it has a result', { plan: 'requested' }, 'requested'],
  ['is computed until everybody has signed', {}, 'computed'],
  ['is signed off before its first step', { signed: true }, 'signed-off'],
  ['is executing from its first step on, also by break-glass', { execution: 'executing' }, 'executing'],
  ['is executing while it is paused', { signed: true, execution: 'paused' }, 'executing'],
  ['is finished with its last step', { signed: true, execution: 'finished' }, 'finished'],
  ['stays finished when a premise falls afterwards', { plan: 'void', execution: 'finished' }, 'finished'],
  ['stays finished when another plan goes on from there', { plan: 'superseded', execution: 'finished' }, 'finished'],
  ['is void although it is executed', { plan: 'void', signed: true, execution: 'executing' }, 'void'],
  ['is void although it was signed', { plan: 'void', signed: true }, 'void'],
  ['is abandoned, and not signed off again', { signed: true, execution: 'abandoned' }, 'abandoned'],
  ['is superseded by the plan that took its place while it was executed', { signed: true, execution: 'replaced' }, 'superseded'],
  ['is withdrawn although it was signed', { plan: 'withdrawn', signed: true }, 'withdrawn'],
  ['is failed', { plan: 'failed' }, 'failed'],
])('a plan %s', (_, given, stage) => {
  expect(stageOf({ ...facts, ...given })).toBe(stage);
});
