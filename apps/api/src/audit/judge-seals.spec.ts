import { expect, it } from 'vitest';
import { judgeSeals } from './judge-seals.js';

const now = Date.parse('2026-11-23T00:02:00Z');
const newest = { treeSize: 5, sealedAt: '2026-11-23T00:00:30.000000Z' };

it.each([
  ['nothing was ever recorded', { newest: null, unsealedSince: null }],
  ['everything is sealed', { newest, unsealedSince: null }],
  ['events wait less than a minute', { newest: null, unsealedSince: '2026-11-23T00:01:00.001000Z' }],
])('has nothing to say when %s', (_, state) => {
  expect(judgeSeals(state, now)).toBeNull();
});

it('says since when a record is not sealed at all, and what is missing', () => {
  expect(judgeSeals({ newest: null, unsealedSince: '2026-11-23T00:01:00.000000Z' }, now)).toBe(
    'the record is not sealed, since 2026-11-23T00:01:00.000000Z: does the worker have LOCKSTEP_SEAL_KEY?',
  );
});

it('says since when seals have stopped', () => {
  expect(judgeSeals({ newest, unsealedSince: '2026-11-23T00:00:31.000000Z' }, now)).toBe(
    'events since 2026-11-23T00:00:31.000000Z are not sealed; the last seal is of 2026-11-23T00:00:30.000000Z: see the log of the worker',
  );
});
