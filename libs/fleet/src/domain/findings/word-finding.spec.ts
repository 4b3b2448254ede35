import { describe, expect, it } from 'vitest';
import { type Fact, type Judged, severityOf, type Severity, type Topic } from './finding.js';
import { wordFinding } from './word-finding.js';

const fact = (more: Partial<Fact> = {}): Fact => ({ subjects: 'cluster', statement: null, sources: [], detail: null, ...more });
const exposure: Topic = { kind: 'exposure', between: ['antrea-nsx-adapter', 'nsx'], versions: ['1.3.0', '9.1.0'] };

const CASES: readonly (readonly [Judged, number, Severity, string])[] = [
  [
    { topic: exposure, fact: fact({ verdict: 'rejected', statement: 'kb1' }) },
    1204,
    'critical',
    '1204 clusters under NSX manager fra run antrea-nsx-adapter 1.3.0 with nsx 9.1.0, which statement kb1 rejects.',
  ],
  [
    { topic: exposure, fact: fact({ verdict: 'expired', statement: 'soak' }) },
    1,
    'high',
    '1 cluster under NSX manager fra runs antrea-nsx-adapter 1.3.0 with nsx 9.1.0, and statement soak, which allowed it, has expired.',
  ],
  [
    { topic: exposure, fact: fact({ verdict: 'unobserved' }) },
    2,
    'medium',
    '2 clusters under NSX manager fra run antrea-nsx-adapter 1.3.0 with nsx 9.1.0, and a version that could not be observed may be any.',
  ],
  [
    { topic: { kind: 'dead-end', component: 'nsx', version: '4.2.3.3' }, fact: fact({ subjects: 'nsx-manager' }) },
    1,
    'high',
    '1 NSX manager runs nsx 4.2.3.3, which no chain of hops leads out of to the newest release.',
  ],
  [
    { topic: { kind: 'unplaced', of: 'cluster', parent: { kind: 'supervisor', id: 'sup-9' } }, fact: fact() },
    2,
    'medium',
    '2 clusters under NSX manager fra hang on Supervisor sup-9, which nobody has registered.',
  ],
  [
    { topic: { kind: 'shared-id', id: 'x' }, fact: fact({ detail: 'supervisor, cluster' }) },
    2,
    'high',
    'Nodes of several kinds have the id x: supervisor, cluster.',
  ],
  [
    { topic: { kind: 'support-ending', component: 'vkr', version: 'v1.33', endOfSupport: '2026-11-19' }, fact: fact() },
    3,
    'medium',
    '3 clusters under NSX manager fra run vkr v1.33, whose support ended on 2026-11-19.',
  ],
  [
    { topic: { kind: 'stale-evidence', statement: 'soak', expires: '2026-11-20' }, fact: fact({ statement: 'soak' }) },
    3,
    'low',
    '3 clusters under NSX manager fra lean on statement soak, which expires on 2026-11-20.',
  ],
  [
    {
      topic: { kind: 'change-system-fault', system: 'board', fault: 'ambiguous', node: null },
      fact: fact({ subjects: 'nsx-manager', detail: 'plan p1; one open record; found CHG1, CHG2' }),
    },
    1,
    'medium',
    'Change system board holds several records of one plan: plan p1; one open record; found CHG1, CHG2.',
  ],
  [
    { topic: { kind: 'change-record-ended', plan: 'p1', node: null }, fact: fact({ subjects: 'nsx-manager', detail: 'change CHG1; …' }) },
    1,
    'high',
    'The change record of plan p1 was ended, and the plan is not done: change CHG1; ….',
  ],
  [
    { topic: { kind: 'unregistered', node: { kind: 'cluster', id: 'a/b' } }, fact: fact() },
    1,
    'low',
    'Cluster a/b was heard of, and nobody has registered it.',
  ],
];

describe('a finding', () => {
  it.each(CASES)('%# has a severity, and a sentence that can be read out', (judged, nodes, severity, sentence) => {
    expect(severityOf(judged)).toBe(severity);
    expect(wordFinding({ ...judged, nodes, nsxManager: 'fra' }, '2026-11-20')).toBe(sentence);
  });
});
