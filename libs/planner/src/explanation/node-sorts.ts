import type { GoalSpec } from '@lockstep/documents';
import type { FleetNode } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { VersionTable } from '../search/version-table.js';

/** Equal numbers: the same versions, named by the same targets and holds of the goal; clusters below them are named by where they are in the same way. */
export type Sort = number;

export interface Sorted {
  readonly sort: Sort;
  /** In the order of the instances of a node. */
  readonly instances: readonly Sort[];
  /** As {@link instances}, whatever is asked of them: what decides how they may carry others. */
  readonly carriers: readonly Sort[];
}

/** Tells nodes apart by all that decides what may be done with them, whatever part of the goal is left. */
export class NodeSorts {
  private readonly named: readonly GoalSpec['hold'][number][];
  private readonly targets: number;
  private readonly numbers = new Map<string, number>();
  private readonly lists = new Map<FleetNode['instances'], readonly string[]>();
  private readonly known = new Map<readonly string[], Map<string, Sorted>>();

  constructor(
    { targets, hold }: GoalSpec,
    private readonly table: VersionTable,
  ) {
    this.named = [...targets, ...hold];
    this.targets = targets.length;
  }

  of(node: FleetNode): Sorted {
    const runs = this.runsOf(node);
    const answers = this.named.map(
      (part) => node.instances.some(({ component }) => component.id === part.component) && selects(part.select, node),
    );
    const place = this.named.map(({ select }) => node.scope === 'supervisor' && select?.supervisors?.includes(node.id));
    const key = [...answers, ...place].map((answer) => (answer ? 1 : 0)).join('');
    let byAnswers = this.known.get(runs);
    if (!byAnswers) this.known.set(runs, (byAnswers = new Map()));
    let sorted = byAnswers.get(key);
    if (!sorted) {
      const instances = node.instances.map((_, index) => this.instanceSort(node, runs, index, answers, 0));
      const carriers = node.instances.map((_, index) => this.instanceSort(node, runs, index, answers, this.targets));
      byAnswers.set(key, (sorted = { sort: this.number(`${node.scope}:${instances.join()}:${key}`), instances, carriers }));
    }
    return sorted;
  }

  number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    return number;
  }

  private instanceSort({ instances }: FleetNode, runs: readonly string[], index: number, answers: readonly boolean[], from: number): Sort {
    const { id } = instances[index]!.component;
    const by = this.named.flatMap((part, position) => (position >= from && part.component === id && answers[position] ? [position] : []));
    return this.number(`${from} ${runs[index]} ${by.join()}`);
  }

  private runsOf({ instances }: FleetNode): readonly string[] {
    let runs = this.lists.get(instances);
    if (!runs) {
      runs = instances.map(({ component, version }) => `${component.id} ${this.table.rank(component.id, version)}`);
      this.lists.set(instances, runs);
    }
    return runs;
  }
}
