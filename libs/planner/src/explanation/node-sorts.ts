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
  private readonly lists = new Map<FleetNode['instances'], Listed>();

  constructor(
    { targets, hold }: GoalSpec,
    private readonly table: VersionTable,
  ) {
    this.named = [...targets, ...hold];
    this.targets = targets.length;
  }

  of(node: FleetNode): Sorted {
    const { runs, parts, known } = this.listOf(node);
    // Where a Supervisor is named, all below it is.
    const asked = node.scope === 'supervisor' ? this.named.map((_, index) => index) : parts;
    let key = `${node.scope} `;
    const answers: boolean[] = [];
    for (const index of asked) {
      const { select } = this.named[index]!;
      answers[index] = parts.includes(index) && selects(select, node);
      key += answers[index] ? 1 : 0;
      if (node.scope === 'supervisor') key += select?.supervisors?.includes(node.id) ? 1 : 0;
    }
    let sorted = known.get(key);
    if (!sorted) {
      const instances = node.instances.map((_, index) => this.instanceSort(node, runs, index, answers, 0));
      const carriers = node.instances.map((_, index) => this.instanceSort(node, runs, index, answers, this.targets));
      known.set(key, (sorted = { sort: this.number(`${key}:${instances.join()}`), instances, carriers }));
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

  private listOf({ instances }: FleetNode): Listed {
    let listed = this.lists.get(instances);
    if (!listed) {
      const runs = instances.map(({ component, version }) => `${component.id} ${this.table.rank(component.id, version)}`);
      const parts = this.named.flatMap((part, index) =>
        instances.some(({ component }) => component.id === part.component) ? [index] : [],
      );
      this.lists.set(instances, (listed = { runs, parts, known: new Map() }));
    }
    return listed;
  }
}

/** What is known of nodes that share their list of instances. */
interface Listed {
  readonly runs: readonly string[];
  /** Targets and holds about some of the instances. */
  readonly parts: readonly number[];
  readonly known: Map<string, Sorted>;
}
