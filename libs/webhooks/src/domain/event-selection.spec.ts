import { describe, expect, it } from 'vitest';
import { EVENT_PATTERN, matchesType, selects } from './event-selection.js';

describe('a pattern', () => {
  it.each([
    ['*', 'dev.lockstep.plan.computed.v1', true],
    ['dev.lockstep.plan.*', 'dev.lockstep.plan.computed.v1', true],
    ['dev.lockstep.plan.*', 'dev.lockstep.planning.computed.v1', false],
    ['dev.lockstep.plan.computed.*', 'dev.lockstep.plan.computed.v1', true],
    ['dev.lockstep.plan.computed.v1', 'dev.lockstep.plan.computed.v1', true],
    ['dev.lockstep.plan.computed', 'dev.lockstep.plan.computed.v1', false],
    ['dev.lockstep.plan', 'dev.lockstep.plan.computed.v1', false],
  ])('%s: of %s %s', (pattern, type, expected) => {
    expect(matchesType(pattern, type)).toBe(expected);
  });

  it.each(['', '.*', 'dev.*.plan', 'dev.lockstep.*.*', '**', 'Dev.lockstep', 'dev..plan', 'dev.lockstep.plan.'])('%j is none', (text) => {
    expect(EVENT_PATTERN.test(text)).toBe(false);
  });
});

describe('a selection of domains', () => {
  const domains = new Map<string, string | null>([
    ['p1', 'nsx-1'],
    ['p2', 'nsx-2'],
    ['whole', null],
  ]);
  const told = (about: Parameters<typeof selects>[1]['about']) =>
    selects({ events: ['*'], domains: ['nsx-1'] }, { type: 'dev.lockstep.x.y.v1', about }, (plan) => domains.get(plan));

  it('leaves out plans and findings of others, and what nobody can place', () => {
    expect([told({ plan: 'p1' }), told({ plan: 'p2' }), told({ plan: 'p3' })]).toEqual([true, false, false]);
    expect([told({ nsxManager: 'nsx-1' }), told({ nsxManager: 'nsx-2' })]).toEqual([true, false]);
  });

  it('is told of what concerns the whole fleet', () => {
    expect([told(null), told({ plan: 'whole' })]).toEqual([true, true]);
  });

  it('of null is told of everything', () => {
    expect(selects({ events: ['*'], domains: null }, { type: 'x', about: { plan: 'p3' } }, () => undefined)).toBe(true);
  });
});
