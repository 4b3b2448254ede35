import { describe, expect, it } from 'vitest';
import { bandJudge } from '../../../test/band-judge.js';
import type { SourceFault } from '../scans/sighting.js';
import { type FindingsChange, FindingsFold, START } from './findings-fold.js';
import { severityOf } from './finding.js';
import { sourceFindingIds, sourceFindings } from './source-findings.js';
import { wordFinding } from './word-finding.js';

const speaksFor = { kind: 'supervisor', id: 'sup' } as const;
const fault = (more: Partial<SourceFault> = {}): SourceFault => ({
  code: 'timed-out',
  subject: null,
  place: null,
  detail: 'no answer',
  ...more,
});
const titles = (faults: readonly SourceFault[]) =>
  sourceFindings({ source: 'fra-1', speaksFor, faults }).map((finding) => wordFinding(finding, '2026-11-20'));

describe('what is wrong with a source', () => {
  it.each<[SourceFault, string]>([
    [fault(), 'Source fra-1 did not answer in time: no answer.'],
    [
      fault({ code: 'recreated', subject: { kind: 'cluster', id: 'fra/pay' }, detail: 'uid b follows a' }),
      'Source fra-1 shows a node that was deleted and made again under its name (cluster fra/pay): uid b follows a.',
    ],
    [
      fault({ code: 'unreadable-answer', place: 'GET /apis', detail: 'must be JSON; found HTML' }),
      'Source fra-1 gave an answer that cannot be read: GET /apis: must be JSON; found HTML.',
    ],
  ])('is one sentence for people', (one, title) => {
    expect(titles([one])).toEqual([title]);
  });

  it('is one finding for each code and node, in whatever order and at however many places it was met', () => {
    const faults = [fault({ place: 'b' }), fault({ subject: { kind: 'cluster', id: 'c' } }), fault({ place: 'a' })];
    expect(titles(faults)).toHaveLength(2);
    expect(titles(faults.toReversed()).toSorted()).toEqual(titles(faults).toSorted());
    expect(titles(faults)).toContain('Source fra-1 did not answer in time: a: no answer; and 1 more like it.');
  });

  it.each(['tls-not-verified', 'claimed-twice', 'certificate-expired', 'login-refused'] as const)('is severe when it is %s', (code) => {
    const [finding] = sourceFindings({ source: 's', speaksFor, faults: [fault({ code })] });
    expect(severityOf(finding!)).toBe('high');
  });

  it.each(['recreated', 'foreign-cluster', 'clock-skew', 'timed-out'] as const)('is of medium severity when it is %s', (code) => {
    const [finding] = sourceFindings({ source: 's', speaksFor, faults: [fault({ code })] });
    expect(severityOf(finding!)).toBe('medium');
  });

  it('opens with the event that says so, and closes with the one that no longer does', () => {
    const found = sourceFindings({ source: 's', speaksFor, faults: [fault()] });
    const step = (position: number, change: FindingsChange) => ({
      source: `${position} source-s`,
      position,
      at: `2026-11-20T06:0${position}:00Z`,
      changes: [change],
    });
    const fold = new FindingsFold(START, bandJudge, null);
    fold.apply(
      [
        step(1, { change: 'faults', found, closed: [] }),
        step(2, { change: 'faults', found, closed: [] }),
        step(3, { change: 'faults', found: [], closed: sourceFindingIds('s', [fault()]) }),
      ],
      new Map(),
    );
    const [kept] = [...fold.keep(new Map()).kept.values()];
    expect(kept).toMatchObject({ nodes: 0, spells: [{ opened: { position: 1 }, closed: { position: 3 } }] });
  });
});
