import { describe, expect, it } from 'vitest';
import { type GateVerdict, retryAfter } from './decide-gate.js';
import type { GateReason } from './gate-reason.js';

const after = (verdict: GateVerdict, ...reasons: GateReason[]) => retryAfter({ verdict, reasons }, '2026-11-20T12:00:00Z');
const opens = (opensAt: string | null): GateReason => ({ reason: 'outside-schedule', step: 's2', opensAt, subjects: ['c2'], nodes: 1 });
const soaks = (until: string): GateReason => ({ reason: 'wave-soak', step: 's1', wave: 1, until, subjects: ['c2'], nodes: 1 });

describe('asking the gate again', () => {
  it('is of no use after go, void and the end', () => {
    expect([after('go'), after('void', { reason: 'not-followable', because: 'failed' }), after('hold', { reason: 'finished' })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('waits for what time resolves first, never less than a second nor more than an hour', () => {
    const times = ['2026-11-20T12:07:00Z', '2026-11-21T12:00:00Z', '2026-11-20T11:00:00Z', null];
    expect(times.map((time) => after('hold', opens(time)))).toEqual([420, 3_600, 1, 30]);
    expect(after('hold', opens('2026-11-20T12:07:00Z'), { reason: 'soak-running', step: 's1', until: '2026-11-20T12:01:00Z' })).toBe(60);
    expect(after('hold', opens('2026-11-20T12:07:00Z'), soaks('2026-11-20T12:02:00Z'))).toBe(120);
  });

  it('waits no longer than a look may take while something else holds as well', () => {
    expect(after('hold', opens('2026-11-20T12:07:00Z'), { reason: 'load-evidence-missing', step: 's1', why: null })).toBe(30);
  });
});
