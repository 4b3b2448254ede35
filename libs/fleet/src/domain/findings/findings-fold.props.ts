import fc from 'fast-check';
import { propertyRuns } from '@lockstep/testing/problems';
import { describe, expect, it } from 'vitest';
import { type FleetNode, isLive, nodeKey, type NodeKind, nodeStream, NOWHERE, unknownNode } from '../fleet-node.js';
import { bandJudge, bandMatrix } from '../../../test/band-judge.js';
import { ClassTally } from './class-tally.js';
import { classOf } from './fleet-class.js';
import { FindingsFold, type FindingsStep, type FoldPosition, START } from './findings-fold.js';
import type { KeptFinding } from './kept-finding.js';

/** Small enough that nodes meet, move, vanish and come back all the time. */
const SHARED = [
  ['nsx-manager', 'n1'],
  ['nsx-manager', 'n2'],
  ['vcenter', 'v1'],
  ['supervisor', 's1'],
  ['supervisor', 's2'],
] as const;
const NODES = [...SHARED, ...['c1', 'c2', 'c3', 'c4'].map((id) => ['cluster', id] as const)];

const move = fc.record({
  node: fc.nat(NODES.length - 1),
  change: fc.constantFrom('version', 'version', 'place', 'gone', 'register', 'lost', 'seen', 'health', 'mixed'),
  value: fc.nat(2),
  event: fc.constantFrom('node', 'node', 'node', 'node', 'matrix', 'quiet'),
  days: fc.constantFrom(0, 0, 0, 0, 1, 3),
});

type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

function moved(node: FleetNode, { change, value }: Move): FleetNode {
  switch (change) {
    case 'version':
      return { ...node, versions: { vkr: `v${value}` } };
    case 'place': {
      const placement = { ...node.placement };
      if (node.kind === 'cluster') placement.supervisor = value === 2 ? null : `s${value + 1}`;
      if (node.kind === 'supervisor') [placement.vcenter, placement.nsxManager] = value === 2 ? ['v1', null] : [null, `n${value + 1}`];
      if (node.kind === 'vcenter') placement.nsxManager = `n${value + 1}`;
      return { ...node, placement };
    }
    case 'gone':
      return { ...node, decommissioned: true };
    case 'register':
      return { ...node, registered: true, decommissioned: false };
    case 'lost':
      return { ...node, lostSight: { source: 'scan', misses: value + 1, since: '' } };
    case 'health': {
      const state = value === 0 ? 'ok' : 'failed';
      const signals = [{ name: value === 1 ? 'agents' : 'subnets', state, detail: null } as const];
      return { ...node, signals: { scan: { signals, observedAt: '' } } };
    }
    case 'mixed':
      return { ...node, mixed: value === 0 ? {} : { nsx: [{ part: 'MP', version: '9', nodes: value }] } };
    case 'seen':
      return { ...node, lostSight: null };
  }
}

/** Where every history begins: two small trees. */
const settled = (kind: NodeKind, id: string, index: number): FleetNode => ({
  ...unknownNode(kind, id),
  registered: true,
  versions: { vkr: `v${index % 3}` },
  placement: {
    ...NOWHERE,
    nsxManager: kind === 'vcenter' ? 'n1' : id === 's2' ? 'n2' : null,
    vcenter: id === 's1' ? 'v1' : null,
    supervisor: kind === 'cluster' ? `s${(index % 2) + 1}` : null,
  },
});

interface History {
  readonly steps: readonly FindingsStep[];
  /** The nodes after each step. */
  readonly fleets: readonly ReadonlyMap<string, FleetNode>[];
}

function historyOf(moves: readonly Move[]): History {
  const steps: FindingsStep[] = [];
  const fleets: Map<string, FleetNode>[] = [];
  let nodes = new Map<string, FleetNode>();
  let day = Date.UTC(2026, 0, 1);
  const record = (drawn: Pick<Move, 'event' | 'value' | 'days'>, change: () => readonly [FleetNode | null, FleetNode]) => {
    const index = steps.length;
    day += drawn.days * 86_400_000;
    // Pairs of events swap places: the order of the record is not that of positions.
    const at = { position: (index ^ 1) + 1, at: new Date(day + index).toISOString() };
    if (drawn.event === 'quiet') steps.push({ ...at, source: 'plan-1', changes: [] });
    else if (drawn.event === 'matrix')
      steps.push({
        ...at,
        source: 'matrix',
        changes: [{ change: 'matrix', digest: `m${drawn.value}`, document: bandMatrix(drawn.value) }],
      });
    else {
      const [before, after] = change();
      nodes = new Map(nodes).set(nodeKey(after.kind, after.id), after);
      steps.push({ ...at, source: nodeStream(after.kind, after.id), changes: [{ change: 'node', before, after }] });
    }
    fleets.push(nodes);
  };
  for (const [index, [kind, id]] of NODES.entries()) record({ event: 'node', value: 0, days: 0 }, () => [null, settled(kind, id, index)]);
  record({ event: 'matrix', value: 1, days: 0 }, () => {
    throw new Error('no node');
  });
  for (const drawn of moves) {
    const [kind, id] = NODES[drawn.node]!;
    const before = nodes.get(nodeKey(kind, id)) ?? null;
    record(drawn, () => [before, moved(before ?? unknownNode(kind, id), drawn)]);
  }
  return { steps, fleets };
}

const documentAfter = (steps: readonly FindingsStep[]) =>
  steps.flatMap(({ changes }) => changes).findLast((change) => change.change === 'matrix')?.document ?? null;

/** Folds page by page; each page reads what the one before it has kept, as a database would. */
function foldInPages({ steps }: History, cuts: readonly number[]) {
  const rows = new Map<string, KeptFinding>();
  let position: FoldPosition = START;
  let tally: ClassTally | undefined;
  let from = 0;
  for (const to of [...new Set(cuts.map((cut) => cut % (steps.length + 1)).filter((cut) => cut > 0)), steps.length].toSorted(
    (a, b) => a - b,
  )) {
    const fold = new FindingsFold(position, bandJudge, documentAfter(steps.slice(0, from)), tally);
    fold.apply(steps.slice(from, to), new Map());
    const done = fold.keep(new Map(fold.touchedIds().flatMap((id) => (rows.has(id) ? [[id, rows.get(id)!] as const] : []))));
    for (const [id, row] of done.kept) {
      if (row) rows.set(id, row);
      else rows.delete(id);
    }
    ({ position } = done);
    ({ tally } = fold);
    from = to;
  }
  return { rows: [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)), tally, position };
}

const histories = fc.array(move, { minLength: 1, maxLength: 60 }).map(historyOf);
const cuts = fc.array(fc.nat(1000), { maxLength: 8 });

describe('the fold of findings', () => {
  it('has after any history what a pass over all nodes finds', () => {
    fc.assert(
      fc.property(histories, cuts, (history, places) => {
        const { rows, tally, position } = foldInPages(history, places);
        const document = documentAfter(history.steps);
        const afresh = new ClassTally(document && bandJudge.on(document, position.day));
        for (const node of history.fleets.at(-1)!.values())
          if (isLive(node)) afresh.change([{ class: classOf(node), nodes: 1 }], new Set());
        const sorted = (of: ClassTally | undefined) => (of?.findings() ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(tally)).toEqual(sorted(afresh));
        const aboutNodes = [...history.fleets.at(-1)!.values()].flatMap((node) => {
          if (node.decommissioned) return [];
          if (!node.registered) return ['unregistered'];
          const fails = node.signals['scan']?.signals.some(({ state }) => state === 'failed');
          return [node.lostSight && 'lost-sight', fails && 'unhealthy', Object.keys(node.mixed).length > 0 && 'rolling'].filter(Boolean);
        });
        const open = rows.filter(({ nodes }) => nodes > 0);
        expect(open.map(({ id, nodes, fact }) => ({ id, nodes, fact })).filter(({ id }) => afresh.find(id))).toEqual(
          sorted(afresh).map(({ id, nodes, fact }) => ({ id, nodes, fact })),
        );
        const opened = open.flatMap(({ topic }) => ('node' in topic ? [topic.kind] : []));
        expect(opened.toSorted()).toEqual(aboutNodes.toSorted());
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('opens and closes at the same events however the record is cut into pages', () => {
    fc.assert(
      fc.property(histories, cuts, (history, places) => {
        const [whole, cut] = [foldInPages(history, []), foldInPages(history, places)];
        expect(cut.rows).toEqual(whole.rows);
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
