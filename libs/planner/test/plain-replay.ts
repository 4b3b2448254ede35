import { type FleetCluster, LATEST, type PlanSpec, type PlanStep, type Selector, UNKNOWN_VERSION } from '@lockstep/documents';
import { isNewer, isSameRelease, parseRange, satisfies, type Version } from '@lockstep/kernel';
import { judgeHop, judgePair, type ObservedVersion } from '@lockstep/matrix/domain';
import type { PlanningProblem } from '@lockstep/testing/oracle';

interface Node {
  readonly id: string;
  readonly parent: Node | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly project: string | undefined;
  readonly versions: ReadonlyMap<string, ObservedVersion>;
}

interface Instance {
  readonly node: Node;
  readonly component: string;
}

/** What every instance runs, and the pairs that have been outside in every state since the start. */
interface State {
  readonly versions: ReadonlyMap<Instance, ObservedVersion>;
  readonly exposed: ReadonlySet<Pair>;
}
type Pair = readonly [Instance, Instance];

/**
 * The safety rules of docs/explanation/planner.md said once more, node by node and without a thought for speed: the judge of what the checker lets
 * pass. Shares the matrix code with it and nothing else, and knows nothing of premises, exposures and totals.
 */
export class PlainReplay {
  private readonly nodes = new Map<string, Node>();
  private readonly instances: readonly Instance[];
  private readonly pairs: readonly Pair[];

  constructor(private readonly problem: PlanningProblem) {
    const { nsxManagers, vcenters, supervisors, clusters } = problem.fleet.spec;
    for (const entry of nsxManagers) this.addNode(entry, undefined);
    for (const entry of vcenters) this.addNode(entry, entry.nsxManager);
    for (const entry of supervisors) this.addNode(entry, entry.vcenter ?? entry.nsxManager);
    for (const entry of clusters) this.addNode({ ...entry, versions: this.runningAt(entry) }, entry.supervisor, entry.project);
    this.instances = [...this.nodes.values()].flatMap((node) => [...node.versions.keys()].map((component) => ({ node, component })));
    this.pairs = this.instances.flatMap((a, index) =>
      this.instances
        .slice(index + 1)
        .filter((b) => meet(a.node, b.node) && problem.matrix.matrix.relation(a.component, b.component)?.enforce)
        .map((b): Pair => [a, b]),
    );
  }

  /** Whether every order that `after` allows (up to a limit) is safe throughout and reaches the goal. Steps name their subjects themselves. */
  isSafe({ steps, latest }: Pick<PlanSpec, 'steps' | 'latest'>, maxOrders = 200): boolean {
    if (this.mayOverlap(steps)) return false;
    const start = this.start();
    let orders = 0;
    const run = (done: ReadonlySet<string>, state: State): boolean => {
      const open = steps.filter(({ id }) => !done.has(id));
      if (open.length === 0) {
        orders++;
        return this.isFinal(start, state, latest);
      }
      const ready = open.filter(({ after }) => after.every((id) => done.has(id)));
      return (
        ready.length > 0 &&
        ready.every((step) => {
          if (orders >= maxOrders) return true;
          const next = this.take(state, step);
          return next !== null && run(new Set([...done, step.id]), next);
        })
      );
    };
    return run(new Set(), start);
  }

  private addNode(
    { id, labels, versions }: { id: string; labels: Record<string, string>; versions: Record<string, string> },
    parent: string | undefined,
    project?: string,
  ): void {
    const { matrix } = this.problem.matrix;
    const known = Object.entries(versions).filter(([component]) => matrix.components.has(component));
    const read = known.map(([component, text]) => [component, this.read(component, text)] as const);
    this.nodes.set(id, { id, labels, project, parent: parent === undefined ? null : this.nodes.get(parent)!, versions: new Map(read) });
  }

  private read(component: string, text: string): ObservedVersion {
    if (text === UNKNOWN_VERSION) return null;
    const version = this.problem.matrix.matrix.readVersion(component, text);
    return version.ok ? version.value : null;
  }

  /** The adapter needs Antrea, and is enabled or not; what is not said is what the VKr bundles. */
  private runningAt({ versions, cni, adapter }: FleetCluster): Record<string, string> {
    const { matrix } = this.problem.matrix;
    const vkr = matrix.components.has('vkr') && versions['vkr'] !== undefined ? this.read('vkr', versions['vkr']) : null;
    const bundle = vkr && matrix.findRelease('vkr', vkr)?.bundle;
    const running = { ...versions };
    for (const rider of ['antrea', 'antrea-nsx-adapter']) {
      const runs = cni === 'antrea' && (rider === 'antrea' || adapter === 'enabled') && matrix.components.has(rider);
      if (runs) running[rider] ??= bundle?.get(rider)?.text ?? UNKNOWN_VERSION;
      else delete running[rider];
    }
    return running;
  }

  private start(): State {
    const versions = new Map(this.instances.map((instance) => [instance, instance.node.versions.get(instance.component)!]));
    return { versions, exposed: new Set(this.pairs.filter((pair) => !this.judge(pair, versions).inside)) };
  }

  private judge([a, b]: Pair, versions: State['versions'], later: State['versions'] = versions) {
    const { matrix, goal, fleet } = this.problem;
    const judging = { policy: goal.spec.policy, day: fleet.metadata.takenAt?.slice(0, 10) ?? null };
    return judgePair(matrix.matrix, judging, a.component, versions.get(a)!, b.component, later.get(b)!);
  }

  /** Whether steps at meeting nodes are left without an order. */
  private mayOverlap(steps: readonly PlanStep[]): boolean {
    const byId = new Map(steps.map((step) => [step.id, step]));
    const precedes = (earlier: string, later: string, seen = new Set<string>()): boolean => {
      if (seen.has(later)) return false;
      seen.add(later);
      return (byId.get(later)?.after ?? []).some((id) => id === earlier || precedes(earlier, id, seen));
    };
    const nodesOf = ({ subjects }: PlanStep) => subjects.flatMap((id) => this.nodes.get(id) ?? []);
    return steps.some((a, index) =>
      steps
        .slice(index + 1)
        .some((b) => nodesOf(a).some((x) => nodesOf(b).some((y) => meet(x, y))) && !precedes(a.id, b.id) && !precedes(b.id, a.id)),
    );
  }

  private take(state: State, step: PlanStep): State | null {
    const versions = new Map(state.versions);
    if (step.subjects.length === 0 || new Set(step.subjects).size < step.subjects.length) return null;
    for (const id of step.subjects) {
      const moves = this.movesOf(state, id, step);
      if (!moves || !this.isSafeMove(state, moves)) return null;
      for (const [instance, to] of moves) versions.set(instance, to);
    }
    return { versions, exposed: new Set([...state.exposed].filter((pair) => !this.judge(pair, versions).inside)) };
  }

  /** What moves at one subject; null when the hop is not allowed, or is not what the step lists. */
  private movesOf(state: State, id: string, { component, moves: listed }: PlanStep): Map<Instance, Version> | null {
    const { matrix } = this.problem.matrix;
    const hopping = this.instances.find((instance) => instance.node.id === id && instance.component === component);
    const from = hopping && state.versions.get(hopping)!;
    const to = hopping && listed[0]?.component === component ? matrix.readVersion(component, listed[0].to) : undefined;
    if (!hopping || !from || !to?.ok) return null;
    const neighbours = (other: string) =>
      this.instances.flatMap((instance) =>
        instance !== hopping && instance.component === other && meet(instance.node, hopping.node) ? [state.versions.get(instance)!] : [],
      );
    if (!judgeHop(matrix, component, from, to.value, neighbours).allowed) return null;
    const moves = new Map([[hopping, to.value]]);
    const bundle = matrix.findRelease(component, to.value)?.bundle ?? new Map<string, Version>();
    for (const instance of this.instances) {
      const bundled = instance.node === hopping.node && instance !== hopping ? bundle.get(instance.component) : undefined;
      const running = state.versions.get(instance)!;
      if (bundled && (running === null || isNewer(bundled, running))) moves.set(instance, bundled);
    }
    const names = (text: string, version: ObservedVersion, of: string) => {
      const read = this.read(of, text);
      return version === null || read === null ? text === UNKNOWN_VERSION && version === null : isSameRelease(read, version);
    };
    const isListed = ([instance, target]: [Instance, Version]) =>
      listed.some(
        (move) =>
          move.component === instance.component &&
          names(move.from, state.versions.get(instance)!, move.component) &&
          names(move.to, target, move.component),
      );
    return moves.size === listed.length && [...moves].every(isListed) ? moves : null;
  }

  private isSafeMove(state: State, moves: ReadonlyMap<Instance, Version>): boolean {
    if ([...moves.keys()].some((instance) => this.isSelected(this.problem.goal.spec.hold, instance))) return false;
    const after = new Map([...state.versions, ...moves]);
    return this.pairs.every((pair) => {
      const [a, b] = pair;
      if (!moves.has(a) && !moves.has(b)) return true;
      const together = moves.has(a) && moves.has(b);
      const isOld = state.exposed.has(pair);
      const [mover, other] = moves.has(a) ? [a, b] : [b, a];
      const mayStay = isOld && (together || isAtOrBelow(mover.node, other.node));
      if (!this.judge(pair, state.versions).inside && !isOld) return false;
      if (!this.judge(pair, after).inside && !mayStay) return false;
      const crossings = together ? [this.judge(pair, state.versions, after), this.judge(pair, after, state.versions)] : [];
      return crossings.every(
        ({ inside, verdict }) => inside || (this.problem.goal.spec.policy.mixedWindow === 'comoved' && verdict !== 'rejected'),
      );
    });
  }

  private isFinal(start: State, state: State, latest: PlanSpec['latest']): boolean {
    const { goal, matrix } = this.problem;
    const reached = goal.spec.targets.every((target, index) =>
      this.instances
        .filter((instance) => this.isSelected([target], instance))
        .every((instance) => {
          const version = state.versions.get(instance)!;
          if (version === null) return false;
          if (target.version !== LATEST) {
            const range = parseRange(matrix.matrix.component(target.component).scheme, target.version);
            return range.ok && satisfies(version, range.value);
          }
          const manager = lineage(instance.node).at(-1)!.id;
          const decision = latest.find((entry) => entry.target === index && entry.nsxManager === manager);
          const decided = decision && this.read(target.component, decision.version);
          return decided != null && !isNewer(decided, version);
        }),
    );
    const rests = this.pairs.every((pair) => {
      const { inside, verdict } = this.judge(pair, state.versions);
      if (inside && verdict !== 'transitional') return true;
      return pair.every(
        (instance) =>
          state.versions.get(instance) === start.versions.get(instance) && !this.isSelected(this.problem.goal.spec.targets, instance),
      );
    });
    return reached && rests && this.instances.every((instance) => this.isSupported(instance.component, state.versions.get(instance)!));
  }

  private isSupported(component: string, version: ObservedVersion): boolean {
    const { goal, matrix } = this.problem;
    const until = goal.spec.supportedUntil;
    if (until === undefined || matrix.matrix.releases(component).every(({ endOfSupport }) => endOfSupport === null)) return true;
    const end = version && matrix.matrix.findRelease(component, version)?.endOfSupport;
    return end != null && end >= until;
  }

  private isSelected(entries: readonly { component: string; select?: Selector | undefined }[], { node, component }: Instance): boolean {
    const above = lineage(node).map(({ id }) => id);
    return entries.some(({ component: of, select = {} }) => {
      const { ids, labels = {}, nsxManagers, supervisors, projects } = select;
      return (
        of === component &&
        (!ids || ids.includes(node.id)) &&
        Object.entries(labels).every(([key, value]) => node.labels[key] === value) &&
        (!nsxManagers || nsxManagers.some((id) => above.includes(id))) &&
        (!supervisors || supervisors.some((id) => above.includes(id))) &&
        (!projects || (node.project !== undefined && projects.includes(node.project)))
      );
    });
  }
}

/** The node and everything above it. */
const lineage = (node: Node): Node[] => [node, ...(node.parent ? lineage(node.parent) : [])];
const isAtOrBelow = (lower: Node, upper: Node): boolean => lineage(lower).includes(upper);
const meet = (x: Node, y: Node): boolean => isAtOrBelow(x, y) || isAtOrBelow(y, x);
