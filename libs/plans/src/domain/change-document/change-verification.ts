import { type PlanStep } from '@lockstep/documents';
import type { FleetSnapshot } from '@lockstep/documents';
import type { StepVerification } from './change-document.js';
import type { Touched } from './change-impact.js';
import { named } from './named.js';

const MOST_NAMED = 10;

/** What to look at after a step: the clusters that it moves, or that hang on what it moves, by what NSX sees of them. */
export class Verifications {
  private readonly below = new Map<string, FleetSnapshot['spec']['clusters'][number][]>();

  constructor(fleet: FleetSnapshot, { nodes }: Touched) {
    for (const cluster of fleet.spec.clusters)
      for (const place of [cluster.id, ...nodes.get(cluster.id)!.above]) {
        const known = this.below.get(place);
        if (known) known.push(cluster);
        else this.below.set(place, [cluster]);
      }
  }

  of(step: PlanStep, subjects: readonly string[]): StepVerification {
    const ids: Record<'withAdapter' | 'antreaOnly' | 'otherCni', string[]> = { withAdapter: [], antreaOnly: [], otherCni: [] };
    for (const subject of subjects)
      for (const { id, cni, adapter } of this.below.get(subject) ?? [])
        ids[cni !== 'antrea' ? 'otherCni' : adapter === 'enabled' ? 'withAdapter' : 'antreaOnly'].push(id);
    return {
      expected: step.moves.map(({ component, to }) => `${component} ${to}`),
      withAdapter: named(ids.withAdapter, MOST_NAMED),
      antreaOnly: named(ids.antreaOnly, MOST_NAMED),
      otherCni: named(ids.otherCni, MOST_NAMED),
    };
  }
}
