import { compareTexts, type Version } from '@lockstep/kernel';
import { type Judging, judgePair, type Matrix, type Verdict } from '@lockstep/matrix/domain';
import { runningVersions } from '../world/running.js';
import type { WorldState } from '../world/world.js';
import { worldKey, type WorldNode } from '../world/world-node.js';

/** A node with everything that runs on it at one moment, however that was learned. */
export interface RunningNode {
  readonly key: string;
  /** Key of the node it hangs on; null: none. */
  readonly above: string | null;
  /** Component to the versions that run of it, several while it rolls; `unknown` is one. */
  readonly running: Readonly<Record<string, readonly string[]>>;
  /** Components that a roll under way takes along together. */
  readonly rolling: readonly string[];
}

/** A pairing that somebody could meet at that moment, and that no statement of the matrix lets pass. */
export interface OutsidePairing {
  readonly nodes: readonly [string, string];
  readonly between: readonly [string, string];
  readonly versions: readonly [string, string];
  readonly verdict: Verdict['verdict'];
}

/**
 * Every pairing outside its window, in one state of a fleet. It knows versions and statements, and nothing of plans: what it says of a plan's execution is
 * therefore worth something. Every combination of running versions of two components that meet is judged; of two that roll together on one node, old with
 * new must only not be rejected, because they replace each other within minutes (`mixedWindow: comoved`).
 */
export function outsideWindows(matrix: Matrix, judging: Judging, nodes: readonly RunningNode[]): OutsidePairing[] {
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const outside: OutsidePairing[] = [];
  for (const node of nodes)
    for (let other: RunningNode | undefined = node; other; other = other.above === null ? undefined : byKey.get(other.above))
      for (const a of Object.keys(node.running))
        for (const b of Object.keys(other.running)) {
          if ((node === other && compareTexts(a, b) >= 0) || !matrix.relation(a, b)?.enforce) continue;
          outside.push(...pairingsOutside(matrix, judging, node, a, other, b));
        }
  return outside;
}

function pairingsOutside(matrix: Matrix, judging: Judging, node: RunningNode, a: string, other: RunningNode, b: string): OutsidePairing[] {
  const together = node === other && node.rolling.includes(a) && node.rolling.includes(b);
  const pairings = node.running[a]!.flatMap((versionA) =>
    other.running[b]!.map((versionB) => {
      const { inside, verdict } = judged(matrix, judging, a, versionA, b, versionB);
      return { nodes: [node.key, other.key], between: [a, b], versions: [versionA, versionB], inside, verdict } as const;
    }),
  );
  const someInside = pairings.some(({ inside }) => inside);
  return pairings
    .filter(({ inside, verdict }) => !inside && !(together && someInside && verdict !== 'rejected'))
    .map(({ nodes, between, versions, verdict }) => ({ nodes, between, versions, verdict }));
}

const known = new WeakMap<Matrix, WeakMap<Judging, Map<string, Verdict>>>();

/** One state differs from the next in one node: nearly every pairing has been judged before. */
function judged(matrix: Matrix, judging: Judging, a: string, versionA: string, b: string, versionB: string): Verdict {
  const byJudging = known.get(matrix) ?? new WeakMap<Judging, Map<string, Verdict>>();
  const verdicts = byJudging.get(judging) ?? new Map<string, Verdict>();
  known.set(matrix, byJudging.set(judging, verdicts));
  const key = `${a} ${versionA} ${b} ${versionB}`;
  const before = verdicts.get(key);
  if (before) return before;
  const verdict = judgePair(matrix, judging, a, read(matrix, a, versionA), b, read(matrix, b, versionB));
  verdicts.set(key, verdict);
  return verdict;
}

function read(matrix: Matrix, component: string, text: string): Version | null {
  const version = matrix.readVersion(component, text);
  return version.ok ? version.value : null;
}

/** The nodes of a world as they run in one of its states. */
export const runningNodes = (state: WorldState): RunningNode[] =>
  [...state.values()].map((node) => ({
    key: worldKey(node.kind, node.id),
    above: aboveOf(node),
    running: Object.fromEntries(Object.keys(node.versions).map((component) => [component, runningVersions(node, component)])),
    rolling: Object.keys(node.roll?.to ?? {}),
  }));

function aboveOf(node: WorldNode): string | null {
  switch (node.kind) {
    case 'nsx-manager':
      return null;
    case 'vcenter':
      return worldKey('nsx-manager', node.nsxManager);
    case 'supervisor':
      return node.vcenter === null ? worldKey('nsx-manager', node.nsxManager ?? '') : worldKey('vcenter', node.vcenter);
    case 'cluster':
      return worldKey('supervisor', node.supervisor);
  }
}
