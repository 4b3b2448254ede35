import { describe, expect, it } from 'vitest';
import type { KnownScan, NodeNames } from '../../domain/index.js';
import { RecordedConfirmations } from './recorded-confirmations.js';

type Look = { readonly [Member in 'appeared' | 'missed' | 'lost' | 'forgotten' | 'unreached']?: NodeNames } & {
  readonly outcome?: 'partial';
};
const mine: NodeNames = { cluster: ['c'] };

/** One scan of one source after the other, ten positions apart; the n-th look began at 06:0n. */
function recorded(looks: readonly Look[], caughtUp: 'reached' | 'stalled' = 'reached') {
  const scans = looks.map((look, index): KnownScan => {
    const empty = { appeared: {}, missed: {}, lost: {}, forgotten: {}, unreached: {}, faults: {} };
    const counts = { seen: 0, changed: 0, unchanged: 0 };
    const ended = { ...empty, counts, takenAt: `2026-11-20T06:0${index}:00Z`, endedAt: '', outcome: 'completed' as const, ...look };
    const moments = { startedAt: '', endedAt: '', startedPosition: index * 10, position: index * 10 + 5 };
    return {
      id: `${index}`,
      trigger: { kind: 'person' },
      by: '',
      skipped: [],
      status: 'completed',
      reason: null,
      looks: { sv: ended },
      ...moments,
    };
  });
  return new RecordedConfirmations({
    catchUp: async () => caughtUp,
    findSource: async () => undefined,
    readConfirmations: async () =>
      new Map([['cluster c', [{ source: 'sv', speaksFor: { kind: 'supervisor', id: 's' }, confirmedAt: 'now' }]]]),
    listScans: async ({ before }) => scans.filter(({ startedPosition }) => startedPosition < (before ?? Infinity)).toReversed(),
  });
}

describe('what looks have confirmed', () => {
  it('is of both observers of a source', async () => {
    expect(await recorded([]).find('cluster', 'c')).toEqual({ sv: 'now', 'sv/inside': 'now' });
    expect(await recorded([]).find('cluster', 'other')).toEqual({});
  });

  it.each<[string, Look[], number, string | undefined]>([
    ['the last look up to then', [{ appeared: mine }, {}, {}], 15, '06:01'],
    ['no look that had not ended then', [{ appeared: mine }, {}, {}], 14, '06:00'],
    ['none before the first one', [{ appeared: mine }], 4, undefined],
    ['no look that missed it or did not reach it', [{ appeared: mine }, {}, { missed: mine }, { unreached: mine }], 99, '06:01'],
    ['no look that was broken off', [{ appeared: mine }, { outcome: 'partial' }], 99, '06:00'],
    ['nothing of a source that sees it no more', [{ appeared: mine }, { lost: mine }, {}], 99, undefined],
    ['nothing of a source that has forgotten it', [{ appeared: mine }, { forgotten: mine }, {}], 99, undefined],
    ['what came back', [{ appeared: mine }, { lost: mine }, { appeared: mine }, {}], 99, '06:03'],
    ['nothing while it had not come back', [{ appeared: mine }, { lost: mine }, { appeared: mine }], 19, undefined],
    ['nothing from before it appeared', [{}, { appeared: mine, unreached: mine }], 99, undefined],
  ])('at an earlier position is %s', async (_, looks, position, expected) => {
    const found = await recorded(looks).find('cluster', 'c', position);
    expect(found['sv']).toBe(expected && `2026-11-20T${expected}:00Z`);
    expect(found['sv/inside']).toBe(found['sv']);
  });

  it('is nothing where the rows do not follow', async () => {
    expect(await recorded([{ appeared: mine }], 'stalled').find('cluster', 'c', 99)).toEqual({});
  });
});
