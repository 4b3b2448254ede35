import type { FleetSnapshot, PlanStep, Premise, UpgradeGoal, UpgradePlan } from '@lockstep/documents';
import type { Judging, Matrix, MatrixRevision } from '@lockstep/matrix/domain';
import { type FleetNode, lineage } from '../model/fleet-tree.js';
import { judgingOf } from '../model/inputs.js';
import { type AdapterWindow, AdapterWindows } from './adapter-windows.js';
import { conflictOf } from './conflict.js';
import { type MovedNodes, movedNodes } from './moved-nodes.js';

/** What a person needs to know of one step, as sentences; the renderers only lay it out. */
export interface StepStory {
  readonly step: PlanStep;
  readonly title: string;
  readonly carries: readonly string[];
  readonly whyNow: readonly string[];
  readonly allowedBy: readonly string[];
  /** The adapter's validated window of NSX around this step; empty when neither side moves. */
  readonly adapterWindow: AdapterWindow;
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
  private readonly windows: AdapterWindows;
  private readonly places: readonly Places[];

  constructor(
    private readonly matrix: Matrix,
    private readonly judging: Judging,
    { roots, subjects }: MovedNodes,
    private readonly plan: UpgradePlan,
  ) {
    this.windows = new AdapterWindows(matrix, judging, roots);
    this.places = subjects.map((nodes) => ({
      at: new Set(nodes),
      above: new Set([...new Set(nodes.map(({ parent }) => parent))].flatMap((parent) => (parent ? [...lineage(parent)] : []))),
    }));
  }

  story(step: PlanStep, index: number): StepStory {
    const [hop, ...riders] = step.moves;
    return {
      step,
      title: `${hop!.component} ${hop!.from} → ${hop!.to}`,
      carries: riders.map((move) => `${move.component} ${move.from} → ${move.to}`),
      whyNow: this.whyNow(step, index),
      allowedBy: this.allowedBy(step),
      adapterWindow: this.windows.pass(step, this.places[index]!.at),
    };
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
      const conflict = conflictOf(this.matrix, this.judging, steps[earlier]!, step);
      if (conflict === null || !this.meets(earlier, index)) continue;
      reasons.add(`after ${steps[earlier]!.id}: ${conflict}`);
      break;
    }
    for (let next = index + 1; next < steps.length; next++) {
      const later = steps[next]!;
      const goesOn = later.component === step.component && later.moves[0]!.from === step.moves[0]!.to;
      const conflict = goesOn ? null : conflictOf(this.matrix, this.judging, step, later);
      if ((!goesOn && conflict === null) || !this.meets(index, next)) continue;
      reasons.add(goesOn ? `on the way to ${later.component} ${later.moves[0]!.to} (${later.id})` : `before ${later.id}: ${conflict}`);
      break;
    }
    const list = [...reasons].slice(0, MAX_REASONS);
    return list.length > 0 ? list : ['the goal asks for it, and no pairing forces its place'];
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
}
