import type { FleetSnapshot, PlanStep, Premise, UpgradeGoal, UpgradePlan } from '@lockstep/documents';
import { compareVersions } from '@lockstep/kernel';
import {
  holds,
  judgePair,
  type Judging,
  type Matrix,
  type MatrixRevision,
  mayMatch,
  type ObservedVersion,
  renderWindow,
  ruleHop,
  windowOf,
} from '@lockstep/matrix/domain';
import { type FleetNode, lineage, subtree } from '../model/fleet-tree.js';
import { judgingOf } from '../model/inputs.js';
import { type MovedNodes, movedNodes } from './moved-nodes.js';

/** What a person needs to know of one step, as sentences; the renderers only lay it out. */
export interface StepStory {
  readonly step: PlanStep;
  readonly title: string;
  readonly carries: readonly string[];
  readonly whyNow: readonly string[];
  readonly allowedBy: readonly string[];
  /** The adapter's validated window of NSX around this step; empty when neither side moves. */
  readonly adapterWindow: readonly { readonly phase: 'before' | 'during' | 'after'; readonly text: string }[];
}

export interface PlanStory {
  readonly plan: UpgradePlan;
  readonly steps: readonly StepStory[];
}

export interface NarratedInput {
  readonly matrix: MatrixRevision;
  readonly fleet: FleetSnapshot;
  readonly goal: UpgradeGoal;
  readonly plan: UpgradePlan;
}

const ADAPTER = 'antrea-nsx-adapter';
const NSX = 'nsx';
const MAX_REASONS = 3;

const FOLDED: Record<Premise['basis'], string> = {
  statement: 'by a statement',
  'unknown-allowed': 'nothing known, which the relation lets pass',
  'start-exposure': 'still outside, as at the start',
  'not-rejected': 'only while they move together, and not rejected',
};

/** Where a step happens: its subjects, and all nodes above them. */
interface Places {
  readonly at: ReadonlySet<FleetNode>;
  readonly above: ReadonlySet<FleetNode>;
}

const intersects = (a: ReadonlySet<FleetNode>, b: ReadonlySet<FleetNode>): boolean => {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const node of small) if (large.has(node)) return true;
  return false;
};

/** Retells a plan. It trusts the plan: prove it first. */
export function narrate(input: NarratedInput): PlanStory {
  const { matrix, fleet, goal, plan } = input;
  const narrator = new Narrator(matrix.matrix, judgingOf(fleet, goal), movedNodes(input), plan);
  return { plan, steps: plan.spec.steps.map((step, index) => narrator.story(step, index)) };
}

class Narrator {
  /** Versions as the plan goes on, by component. */
  private readonly running = new Map<FleetNode, Map<string, ObservedVersion>>();
  private readonly places: readonly Places[];

  constructor(
    private readonly matrix: Matrix,
    private readonly judging: Judging,
    { roots, subjects }: MovedNodes,
    private readonly plan: UpgradePlan,
  ) {
    for (const root of roots)
      for (const node of subtree(root))
        this.running.set(node, new Map(node.instances.map(({ component, version }) => [component.id, version])));
    this.places = subjects.map((nodes) => ({
      at: new Set(nodes),
      above: new Set([...new Set(nodes.map(({ parent }) => parent))].flatMap((parent) => (parent ? [...lineage(parent)] : []))),
    }));
  }

  story(step: PlanStep, index: number): StepStory {
    const [hop, ...riders] = step.moves;
    const story = {
      step,
      title: `${hop!.component} ${hop!.from} → ${hop!.to}`,
      carries: riders.map((move) => `${move.component} ${move.from} → ${move.to}`),
      whyNow: this.whyNow(step, index),
      allowedBy: this.allowedBy(step),
    };
    const { at } = this.places[index]!;
    const before = this.adapters(step, at);
    for (const subject of at)
      for (const move of step.moves) this.running.get(subject)!.set(move.component, this.version(move.component, move.to));
    return { ...story, adapterWindow: this.adapterWindow(step, before, this.adapters(step, at)) };
  }

  private whyNow(step: PlanStep, index: number): string[] {
    const reasons = new Set<string>();
    for (const exposure of this.plan.spec.exposures)
      if (exposure.endedBy === step.id)
        reasons.add(
          `ends the exposure of ${exposure.between[0]} ${exposure.versions[0]} with ${exposure.between[1]} ${exposure.versions[1]}`,
        );
    const steps = this.plan.spec.steps;
    for (let earlier = index - 1; earlier >= 0; earlier--) {
      const conflict = this.conflict(steps[earlier]!, step);
      if (conflict === null || !this.meets(earlier, index)) continue;
      reasons.add(`after ${steps[earlier]!.id}: ${conflict}`);
      break;
    }
    for (let next = index + 1; next < steps.length; next++) {
      const later = steps[next]!;
      const goesOn = later.component === step.component && later.moves[0]!.from === step.moves[0]!.to;
      const conflict = goesOn ? null : this.conflict(step, later);
      if ((!goesOn && conflict === null) || !this.meets(index, next)) continue;
      reasons.add(goesOn ? `on the way to ${later.component} ${later.moves[0]!.to} (${later.id})` : `before ${later.id}: ${conflict}`);
      break;
    }
    const list = [...reasons].slice(0, MAX_REASONS);
    return list.length > 0 ? list : ['the goal asks for it, and no pairing forces its place'];
  }

  /** Why `later` could not go while the subjects of `earlier` still ran their old versions; `null` when it could. */
  private conflict(earlier: PlanStep, later: PlanStep): string | null {
    for (const old of earlier.moves)
      for (const next of later.moves) {
        if (!this.matrix.relation(old.component, next.component)?.enforce) continue;
        const { inside, verdict } = judgePair(
          this.matrix,
          this.judging,
          old.component,
          this.version(old.component, old.from),
          next.component,
          this.version(next.component, next.to),
        );
        if (!inside) return `${old.component} ${old.from} with ${next.component} ${next.to} would be outside its window (${verdict})`;
      }
    return this.hopConflict(earlier, later);
  }

  private hopConflict(earlier: PlanStep, later: PlanStep): string | null {
    const hop = later.moves[0]!;
    const [from, to] = [this.version(hop.component, hop.from), this.version(hop.component, hop.to)];
    const ruling = from && to && ruleHop(this.matrix, hop.component, from, to);
    if (!ruling) return null;
    for (const old of earlier.moves) {
      const [was, is] = [this.version(old.component, old.from), this.version(old.component, old.to)];
      for (const rule of ruling.supported)
        for (const condition of rule.requires)
          if (condition.component === old.component && !holds(condition, was) && holds(condition, is))
            return `hop rule ${rule.id} requires ${old.component} ${condition.range.text}`;
      for (const rule of ruling.blocked)
        for (const condition of rule.when)
          if (condition.component === old.component && mayMatch(condition, was) && !mayMatch(condition, is))
            return `hop rule ${rule.id} blocks it under ${old.component} ${condition.range.text}${rule.note ? ` (${rule.note})` : ''}`;
    }
    return null;
  }

  private meets(a: number, b: number): boolean {
    const [x, y] = [this.places[a]!, this.places[b]!];
    return intersects(x.at, y.at) || intersects(x.above, y.at) || intersects(y.above, x.at);
  }

  /** One line per new pairing that a statement allows, with any note a reader must see; what needs no statement is summed up. */
  private allowedBy(step: PlanStep): string[] {
    const lines = new Set<string>();
    const folded = new Map<Premise['basis'], Set<string>>();
    for (const { between, versions, phase, basis, statement } of step.premises) {
      if (phase === 'before' || (phase === 'during' && basis === 'unknown-allowed')) continue;
      const pair = `${between[0]} ${versions[0]} with ${between[1]} ${versions[1]}`;
      const found = statement === null ? undefined : this.matrix.findStatement(statement);
      if (basis === 'statement' && found) {
        const waived = this.plan.spec.waived.includes(found.id) ? ', waived' : '';
        lines.add(`${pair}: ${found.status} by ${found.id} (${found.evidence}${waived}${found.note ? `; ${found.note}` : ''})`);
      } else folded.set(basis, (folded.get(basis) ?? new Set()).add(pair));
    }
    return [...lines, ...[...folded].map(([basis, pairs]) => `${FOLDED[basis]}: ${[...pairs].join(', ')}`)];
  }

  /** Adapter versions with the NSX version above them, for every cluster the step can touch. */
  private adapters(step: PlanStep, subjects: ReadonlySet<FleetNode>): Map<string, { adapter: ObservedVersion; nsx: ObservedVersion }> {
    const pairs = new Map<string, { adapter: ObservedVersion; nsx: ObservedVersion }>();
    if (!step.moves.some(({ component }) => component === ADAPTER || component === NSX)) return pairs;
    for (const subject of subjects)
      for (const node of subtree(subject)) {
        const adapter = this.running.get(node)!.get(ADAPTER);
        const manager = [...lineage(node)].at(-1)!;
        const nsx = this.running.get(manager)!.get(NSX);
        if (adapter !== undefined && nsx !== undefined) pairs.set(`${adapter?.text} ${nsx?.text}`, { adapter, nsx });
      }
    return pairs;
  }

  private adapterWindow(
    step: PlanStep,
    before: ReturnType<Narrator['adapters']>,
    after: ReturnType<Narrator['adapters']>,
  ): StepStory['adapterWindow'] {
    if (before.size === 0 && after.size === 0) return [];
    const window = (adapter: ObservedVersion) => renderWindow(windowOf(this.matrix, this.judging, ADAPTER, adapter, NSX));
    const line = (pairs: typeof before) =>
      [...pairs.values()]
        .toSorted((a, b) => (a.adapter && b.adapter ? compareVersions(a.adapter, b.adapter) : 0))
        .map(
          ({ adapter, nsx }) => `adapter ${adapter?.text ?? 'unknown'} takes nsx ${window(adapter)}; nsx is at ${nsx?.text ?? 'unknown'}`,
        )
        .join(' | ');
    const sides = [...new Map([...before, ...after]).values()];
    const outside = sides.filter(({ adapter, nsx }) => !judgePair(this.matrix, this.judging, ADAPTER, adapter, NSX, nsx).inside);
    const rolling = step.moves.some(({ component }) => component === NSX)
      ? 'old and new nsx side by side'
      : 'old and new adapter side by side';
    const during =
      outside.length === 0
        ? `${rolling}, every pairing inside the window`
        : `${rolling}; outside the window since the start: ${outside.map(({ adapter, nsx }) => `adapter ${adapter?.text ?? 'unknown'} with nsx ${nsx?.text ?? 'unknown'}`).join(', ')}`;
    return [
      { phase: 'before', text: line(before) },
      { phase: 'during', text: during },
      { phase: 'after', text: line(after) },
    ];
  }

  private version(component: string, text: string): ObservedVersion {
    const version = this.matrix.readVersion(component, text);
    return version.ok ? version.value : null;
  }
}
