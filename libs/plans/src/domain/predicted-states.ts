import { UNKNOWN_VERSION } from '@lockstep/documents';
import { compareTexts, compareToPrefix, isSameRelease } from '@lockstep/kernel';
import type { Matrix } from '@lockstep/matrix/domain';
import { type FleetNode, subtree } from '@lockstep/planner';
import type { DriftFact, NodeName } from './execution/execution.events.js';
import type { ExecutionState } from './execution/execution-state.js';
import type { OutlineStep, PlanOutline } from './execution/plan-outline.js';

/** What was seen of a node: what it is said to run, and what runs side by side while it rolls. */
export interface ObservedNode extends NodeName {
  /** Written down only: nothing that a VKr would bring along by itself. */
  readonly versions: Readonly<Record<string, string>>;
  readonly rolling: Readonly<Record<string, readonly string[]>>;
}

interface Walk {
  /** At the start of the plan; null: not known then. */
  readonly start: ReadonlyMap<string, string | null>;
  /** That move the node, in the order of the plan. */
  readonly steps: readonly OutlineStep[];
}

export type Judged =
  | { readonly outcome: 'predicted' }
  | { readonly outcome: 'drift'; readonly predicted: readonly string[] }
  /** The plan says nothing of it: a node or a component that it does not know. */
  | { readonly outcome: 'unjudged' };

/**
 * The states that a plan predicts for a moment of its execution. They are a product: a node that no open step moves has one version of each
 * component; a subject of an open one has, component by component, what it ran before or what the step leads to, since a roll shows both. Open is a
 * step from the report of its start until the inventory confirms its end, for the subject that was reported. So each node is judged alone.
 */
export class PredictedStates {
  private readonly walks = new Map<string, Walk>();

  /** `trees` are those of the fleet that was planned. */
  constructor(
    outline: PlanOutline,
    private readonly matrix: Matrix,
    trees: readonly FleetNode[],
  ) {
    const moving = new Map<string, OutlineStep[]>();
    for (const step of outline.steps)
      for (const id of step.subjects) {
        const key = keyOf({ scope: step.scope, id });
        const known = moving.get(key);
        if (known) known.push(step);
        else moving.set(key, [step]);
      }
    for (const root of trees.filter(({ id }) => outline.domains.includes(id)))
      for (const { scope, members, instances } of subtree(root)) {
        const start = new Map(instances.map(({ component, version }) => [component.id, version?.text ?? null]));
        for (const id of members) this.walks.set(keyOf({ scope, id }), { start, steps: moving.get(keyOf({ scope, id })) ?? [] });
      }
  }

  /**
   * Versions that the node may show now; undefined: the plan says nothing of it; empty: it must not have the component. A cluster was skipped because it is
   * gone: one that is back shows what no step has moved, so that nothing of it is predicted.
   */
  allowed(state: ExecutionState, node: NodeName, component: string): readonly (string | null)[] | undefined {
    const walk = this.walks.get(keyOf(node));
    if (walk === undefined) return undefined;
    const start = walk.start.get(component);
    if (start === undefined) return this.matrix.components.has(component) ? [] : undefined;
    if (isSkipped(state, node)) return [];
    let allowed: (string | null)[] = [start];
    for (const step of walk.steps) {
      const progress = state.steps.get(step.id)?.get(node.id);
      const to = step.moves.find((move) => move.component === component)?.to;
      if (progress === undefined || to === undefined) continue;
      allowed = progress.state === 'confirmed' ? [to] : [...allowed, to];
    }
    return allowed;
  }

  /**
   * `version` is what the node is said to run; `parts` what runs side by side in it. A part tells less of itself than a package does: a process names
   * the numbers of its release and not the build (`2.2.0` of `2.2.0+vmware.1-tkg.1`), and a pod of an older template names nothing. While a step is open,
   * either is one of the two that are side by side; with no step open it has to be named.
   */
  judge(state: ExecutionState, node: NodeName, component: string, version: string | undefined, parts: readonly string[]): Judged {
    const allowed = this.allowed(state, node, component);
    if (allowed === undefined) return { outcome: 'unjudged' };
    const isAllowed = (shown: string): boolean => allowed.some((one) => this.same(component, one ?? UNKNOWN_VERSION, shown));
    const isPartAllowed = (part: string): boolean =>
      isAllowed(part) ||
      (part === UNKNOWN_VERSION ? allowed.length > 1 : allowed.some((one) => one !== null && this.isNamedBy(component, one, part)));
    const isPredicted =
      (version !== undefined || parts.length > 0) && (version === undefined || isAllowed(version)) && parts.every(isPartAllowed);
    return isPredicted ? { outcome: 'predicted' } : { outcome: 'drift', predicted: allowed.map((one) => one ?? UNKNOWN_VERSION) };
  }

  /** All that differs on one node, in the text order of components. */
  driftOf(state: ExecutionState, observed: ObservedNode, wasWritten: ReadonlySet<string>): DriftFact[] {
    const { scope, id, versions, rolling } = observed;
    // A component that only a VKr said to be there need not be seen; one that was seen before must be.
    const start = this.walks.get(keyOf(observed))?.start;
    if (start === undefined) return [];
    // What was written down of a component and played no part then, such as an adapter that is disabled, plays none now.
    const components = new Set(
      [...Object.keys(versions), ...Object.keys(rolling), ...wasWritten].filter((one) => start.has(one) || !wasWritten.has(one)),
    );
    if (isSkipped(state, { scope, id }) && components.size === 0) for (const component of start.keys()) components.add(component);
    return [...components].sort(compareTexts).flatMap((component) => {
      const [version, parts] = [versions[component], rolling[component] ?? []];
      const judged = this.judge(state, { scope, id }, component, version, parts);
      const shown = [...new Set([...(version === undefined ? [] : [version]), ...parts])];
      return judged.outcome === 'drift' ? [{ node: { scope, id }, component, observed: shown, predicted: judged.predicted }] : [];
    });
  }

  /** Whether a subject stands at the target of a step, all of it. */
  isReached(step: OutlineStep, { versions, rolling, ...node }: ObservedNode, wasWritten: ReadonlySet<string>): boolean {
    const start = this.walks.get(keyOf(node))?.start;
    return step.moves.every(({ component, to }) => {
      if (!start?.has(component)) return true;
      if (rolling[component] !== undefined) return false;
      const version = versions[component];
      if (version === undefined) return component !== step.component && !wasWritten.has(component);
      return this.same(component, to, version);
    });
  }

  private same(component: string, a: string, b: string): boolean {
    if (a === b) return true;
    const [left, right] = [this.matrix.readVersion(component, a), this.matrix.readVersion(component, b)];
    return left.ok && right.ok && isSameRelease(left.value, right.value);
  }

  /** Whether a text that leaves out the build is one of this version. */
  private isNamedBy(component: string, version: string, text: string): boolean {
    const [whole, named] = [this.matrix.readVersion(component, version), this.matrix.readVersion(component, text)];
    return whole.ok && named.ok && compareToPrefix(whole.value, named.value) === 0;
  }
}

const isSkipped = ({ skipped }: ExecutionState, { scope, id }: NodeName): boolean => scope === 'cluster' && skipped.has(id);
const keyOf = ({ scope, id }: NodeName): string => `${scope} ${id}`;
