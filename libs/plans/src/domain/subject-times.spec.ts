import { describe, expect, it } from 'vitest';
import type { ExecutionEvent } from './execution/execution.events.js';
import { lastTouched, timesOf } from './subject-times.js';

const at = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00Z`;
const recorded = (...events: readonly ExecutionEvent[]) =>
  timesOf(events.map((event, minute) => ({ ...event, recordedAt: at(minute) }) as Parameters<typeof timesOf>[0][number]));
const started = (attempt: number, ...subjects: string[]): ExecutionEvent => ({
  type: 'StepStarted',
  data: {
    step: 's1',
    component: 'vkr',
    attempts: subjects.map((subject) => ({ subject, attempt, machines: null })),
    acknowledgedNoReturn: false,
  },
});
const failed = (subject: string): ExecutionEvent => ({
  type: 'StepFailed',
  data: { step: 's1', attempts: [{ subject, attempt: 1 }], reason: 'disk' },
});
const succeeded = (subject: string): ExecutionEvent => ({
  type: 'StepSucceeded',
  data: { step: 's1', attempts: [{ subject, attempt: 1 }], evidence: null },
});
const confirmed = (subject: string): ExecutionEvent => ({ type: 'StepConfirmed', data: { step: 's1', subjects: [subject], position: 1 } });

describe('the times of subjects', () => {
  it('are those of the last attempt: a retry has ended nowhere yet', () => {
    const { steps } = recorded(started(1, 'a', 'b'), failed('a'), succeeded('b'), confirmed('b'), started(2, 'a'));
    expect(Object.fromEntries(steps.get('s1')!)).toEqual({
      a: { state: 'running', startedAt: at(4), endedAt: null, confirmedAt: null },
      b: { state: 'confirmed', startedAt: at(0), endedAt: at(2), confirmedAt: at(3) },
    });
  });

  it('name who was skipped, and do not mind what they do not know', () => {
    const unknown = { type: 'SomethingNew', data: {} } as unknown as ExecutionEvent;
    const skipped: ExecutionEvent = { type: 'SubjectSkipped', data: { subject: 'a', reason: 'gone' } };
    expect(recorded(unknown, skipped)).toEqual({ steps: new Map(), skipped: new Set(['a']) });
  });

  it('have a last one, whatever became of the attempt', () => {
    expect(lastTouched(recorded(started(1, 'a', 'b'), failed('a')).steps.get('s1'))).toBe(at(1));
    expect(lastTouched(undefined)).toBeUndefined();
  });
});
