import { type FleetCluster, type FleetSnapshot, type GoalSpec, type PlanStep, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { fleetTrees, subtree } from '@lockstep/planner';
import { scheduledNodes } from '../schedule-nodes.js';

type Lists = 'nsxManagers' | 'vcenters' | 'supervisors' | 'clusters';
const LISTS = { nsxManager: 'nsxManagers', vcenter: 'vcenters', supervisor: 'supervisors', cluster: 'clusters' } as const;

/** Of clusters that nothing tells apart, so many are looked at: one that has moved and one that has not. */
const KEPT = 2;
/** Clusters that are gone through in one turn: some hundredths of a second. */
const TURN = 5_000;

export interface RestState {
  readonly fleet: FleetSnapshot;
  /** By component: the nodes at which the plan has moved it by now. */
  readonly moved: ReadonlyMap<string, readonly string[]>;
}

/** Where a fleet may stand while a plan is carried out in its order. */
export interface RestStates {
  /** Before the first step. */
  readonly start: RestState;
  /** By step; halfway is null where one node moves. */
  readonly steps: readonly { readonly after: RestState; readonly halfway: (RestState & { readonly ahead: readonly string[] }) | null }[];
  /** By cluster that is looked at: how many it stands for. */
  readonly alike: ReadonlyMap<string, number>;
}

/**
 * The states around the steps of a plan, over two clusters of each kind: clusters of one Supervisor that run the same, take the same steps and are held
 * alike. Given what is above them clusters do not influence each other, so that the others do as one of the two. With pauses, for whoever has others to serve.
 */
export function* restStates(
  matrix: Matrix,
  fleet: FleetSnapshot,
  goal: Pick<GoalSpec, 'hold'>,
  { spec }: UpgradePlan,
): Generator<void, RestStates> {
  const subjects = spec.steps.map((step) => subjectsOf(spec, step));
  const kinds = yield* kindsOf(fleet, goal, subjects);
  yield;
  const alike = new Map<string, number>();
  /** Of each cluster that is looked at: the number of its kind. */
  const kindOf = new Map<string, number>();
  for (const [kind, members] of [...kinds.values()].entries()) {
    const shown = members.toSorted((a, b) => compareTexts(a.id, b.id)).slice(0, KEPT);
    shown.forEach(({ id }, index) => {
      alike.set(id, index === 0 ? members.length - shown.length + 1 : 1);
      kindOf.set(id, kind);
    });
  }
  yield;
  const clusters = fleet.spec.clusters.filter(({ id }) => alike.has(id));
  const kept: FleetSnapshot = { ...fleet, spec: { ...fleet.spec, clusters, ipBlocks: [] } };
  const start: RestState = { fleet: withRiders(matrix, kept), moved: new Map() };
  let current = start;
  yield;
  const steps: RestStates['steps'][number][] = [];
  for (const [index, step] of spec.steps.entries()) {
    const list = LISTS[matrix.components.get(step.component)!.scope];
    const moving = list === 'clusters' ? subjects[index]!.filter((id) => alike.has(id)) : subjects[index]!;
    const ahead = byKind(moving, kindOf).filter((_, place) => place % 2 === 0);
    const halfway = moving.length > 1 ? { ...after(current, list, step, ahead), ahead } : null;
    current = after(current, list, step, moving);
    steps.push({ after: current, halfway });
    yield;
  }
  return { start, steps, alike };
}

/** Clusters with the versions that only their VKr's bundle tells: a later VKr may bundle none, and what runs then is what ran before. */
function withRiders(matrix: Matrix, fleet: FleetSnapshot): FleetSnapshot {
  const all = fleetTrees(matrix, fleet).flatMap((root) => [...subtree(root)]);
  const nodes = new Map(all.filter(({ scope }) => scope === 'cluster').map((node) => [node.id, node]));
  const clusters = fleet.spec.clusters.map((cluster) => {
    const told = nodes
      .get(cluster.id)!
      .instances.flatMap(({ component, version }) => (version ? [[component.id, version.text] as const] : []));
    return { ...cluster, versions: { ...Object.fromEntries(told), ...cluster.versions } };
  });
  return { ...fleet, spec: { ...fleet.spec, clusters } };
}

function after({ fleet, moved }: RestState, list: Lists, { moves }: PlanStep, subjects: readonly string[]): RestState {
  const moving = new Set(subjects);
  const to = Object.fromEntries(moves.map((move) => [move.component, move.to]));
  const nodes = (fleet.spec[list] as readonly { id: string; versions: Record<string, string> }[]).map((node) =>
    moving.has(node.id) ? { ...node, versions: { ...node.versions, ...to } } : node,
  );
  const movedNow = new Map(moved);
  for (const { component } of moves)
    movedNow.set(component, [...new Set([...(moved.get(component) ?? []), ...subjects])].sort(compareTexts));
  return { fleet: { ...fleet, spec: { ...fleet.spec, [list]: nodes } }, moved: movedNow };
}

/** Of each kind one after the other, so that every second one is one of each. */
function byKind(ids: readonly string[], kindOf: ReadonlyMap<string, number>): readonly string[] {
  return ids.toSorted((a, b) => (kindOf.get(a) ?? 0) - (kindOf.get(b) ?? 0) || compareTexts(a, b));
}

function* kindsOf(
  fleet: FleetSnapshot,
  { hold }: Pick<GoalSpec, 'hold'>,
  subjects: readonly (readonly string[])[],
): Generator<void, Map<string, FleetCluster[]>> {
  const steps = new Map<string, string>();
  for (const [index, ids] of subjects.entries()) {
    for (const id of ids) steps.set(id, `${steps.get(id) ?? ''} ${index}`);
    yield;
  }
  const holds = hold.flatMap(({ select }) => (select ? [{ ...select, ids: select.ids && new Set(select.ids) }] : []));
  const nodes = holds.length > 0 ? scheduledNodes(fleet) : null;
  const kinds = new Map<string, FleetCluster[]>();
  for (const [index, cluster] of fleet.spec.clusters.entries()) {
    if (index % TURN === 0) yield;
    const { id, supervisor, cni, adapter, versions, labels, project } = cluster;
    const held = holds.map(
      ({ ids, projects, labels: wanted = {}, supervisors, nsxManagers }) =>
        (ids?.has(id) ?? true) &&
        (projects === undefined || (project !== undefined && projects.includes(project))) &&
        (supervisors?.includes(supervisor) ?? true) &&
        (nsxManagers?.includes(nodes!.get(id)!.nsxManager) ?? true) &&
        Object.entries(wanted).every(([label, value]) => labels[label] === value),
    );
    const key = JSON.stringify([
      supervisor,
      cni,
      adapter,
      Object.entries(versions).sort(([a], [b]) => compareTexts(a, b)),
      steps.get(id) ?? '',
      held,
    ]);
    const members = kinds.get(key);
    if (members) members.push(cluster);
    else kinds.set(key, [cluster]);
  }
  return kinds;
}
