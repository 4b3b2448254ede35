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
    const clusters = [...new Set(subjects.flatMap((id) => this.below.get(id) ?? []))];
    const ids = (wanted: (cluster: (typeof clusters)[number]) => boolean) =>
      named(
        clusters.filter(wanted).map(({ id }) => id),
        MOST_NAMED,
      );
    return {
      expected: step.moves.map(({ component, to }) => `${component} ${to}`),
      withAdapter: ids(({ cni, adapter }) => cni === 'antrea' && adapter === 'enabled'),
      antreaOnly: ids(({ cni, adapter }) => cni === 'antrea' && adapter === 'disabled'),
      otherCni: ids(({ cni }) => cni !== 'antrea'),
    };
  }
}
