import { describe, expect, it } from 'vitest';
import { bandJudge, bandMatrix } from '../../../test/band-judge.js';
import { type FleetNode, type NodeKind, nodeStream, NOWHERE, unknownNode } from '../fleet-node.js';
import { compareTallies } from './compare-tallies.js';
import { findingId, type Topic } from './finding.js';
import { FindingsFold, type FindingsStep, START } from './findings-fold.js';

const node = (kind: NodeKind, id: string, more: Partial<FleetNode> = {}): FleetNode => ({
  ...unknownNode(kind, id),
  registered: true,
  ...more,
});
const nsx = node('nsx-manager', 'n', { versions: { vkr: 'v0' } });
const supervisor = node('supervisor', 's', { placement: { ...NOWHERE, nsxManager: 'n' } });
const cluster = (id: string, version: string) =>
  node('cluster', id, { placement: { ...NOWHERE, supervisor: 's' }, versions: { vkr: version } });
const exposure = (version: string) => findingId('n', { kind: 'exposure', between: ['adapter', 'nsx'], versions: [version, '0'] });

function fold(changes: readonly (readonly [FleetNode | null, FleetNode])[], kinds = new Map<string, Set<NodeKind>>()) {
  const steps: FindingsStep[] = [
    { source: 'matrix', position: 1, at: '2026-01-01T00:00:00Z', changes: [{ change: 'matrix', digest: 'm', document: bandMatrix(1) }] },
    ...changes.map(([before, after], index) => ({
      source: nodeStream(after.kind, after.id),
      position: index + 2,
      at: '2026-01-01T00:00:00Z',
      changes: [{ change: 'node' as const, before, after }],
    })),
  ];
  const folding = new FindingsFold(START, bandJudge, null);
  folding.apply(steps, kinds);
  return { folding, ...folding.keep(new Map()) };
}

describe('the fold of findings', () => {
  it('counts all clusters with a fault in one finding', () => {
    const { kept } = fold([
      [null, nsx],
      [null, supervisor],
      [null, cluster('a', 'v2')],
      [null, cluster('b', 'v2')],
    ]);
    expect(kept.get(exposure('2'))).toMatchObject({ nodes: 2, nsxManager: 'n', spells: [{ opened: { position: 4 }, closed: null }] });
  });

  it('does not open what one observer says in passing', () => {
    const [passing, settled] = [cluster('a', 'v2'), cluster('a', 'v1')];
    const { kept } = fold([
      [null, nsx],
      [null, supervisor],
      [null, passing],
      [passing, settled],
    ]);
    expect(kept.get(exposure('2'))).toBeUndefined();
    const other = cluster('b', 'v0');
    expect(
      fold([
        [null, nsx],
        [null, supervisor],
        [null, passing],
        [null, other],
        [passing, settled],
      ]).kept.get(exposure('2')),
    ).toMatchObject({
      nodes: 0,
      spells: [{ opened: { position: 4 }, closed: { position: 6 } }],
    });
  });

  it('finds an id that nodes of several kinds have, until only one of them is left', () => {
    const topic: Topic = { kind: 'shared-id', id: 'x' };
    const [manager, twin] = [node('nsx-manager', 'x'), cluster('x', 'v0')];
    const gone = { ...twin, decommissioned: true };
    const shared = new Map([['x', new Set<NodeKind>()]]);
    const open = fold(
      [
        [null, nsx],
        [null, supervisor],
        [null, manager],
        [null, twin],
      ],
      shared,
    ).kept.get(findingId(null, topic));
    expect(open).toMatchObject({ nodes: 2, fact: { detail: 'nsx-manager, cluster' } });
    const closed = fold(
      [
        [null, nsx],
        [null, supervisor],
        [null, manager],
        [null, twin],
        [manager, manager],
        [twin, gone],
      ],
      new Map([['x', new Set<NodeKind>()]]),
    );
    expect(closed.kept.get(findingId(null, topic))).toMatchObject({ nodes: 0 });
  });

  it('tells what becomes otherwise under another judge', () => {
    const { tally } = fold([
      [null, nsx],
      [null, supervisor],
      [null, cluster('a', 'v1')],
      [null, cluster('b', 'v2')],
    ]).folding;
    const stricter = fold([
      [null, nsx],
      [null, supervisor],
      [null, cluster('a', 'v1')],
      [null, cluster('b', 'v2')],
    ]).folding.tally;
    stricter.changeJudge(bandJudge.on(bandMatrix(0), '2026-01-01'), new Set());
    const { findings, classes } = compareTallies(tally, stricter);
    expect(findings.map(({ shift, after }) => [shift, after?.id])).toEqual(
      expect.arrayContaining([
        ['opens', exposure('1')],
        ['changes', exposure('2')],
      ]),
    );
    expect(classes).toMatchObject([{ falls: 'out', nodes: 1, class: { versions: { vkr: 'v1' } }, findings: [exposure('1')] }]);
    expect(compareTallies(stricter, tally).classes).toMatchObject([{ falls: 'in', class: { versions: { vkr: 'v1' } } }]);
    expect(compareTallies(tally, tally)).toEqual({ findings: [], classes: [] });
  });
});
