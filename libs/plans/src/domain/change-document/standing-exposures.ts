import { type Exposure, type PlanSpec, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import type { Matrix } from '@lockstep/matrix/domain';

/** A pairing that was no good before the plan and that nothing has ended by now. */
export interface StandingExposure {
  /** `antrea-nsx-adapter 1.4.0 (c-1 and 3 more) with nsx 4.2.1.0 (nsx-1)` */
  readonly pairing: string;
  /** `passage`: it is good to pass through, and not to stay on. */
  readonly is: 'outside' | 'passage';
  /** The step of the plan after which it is no more; null: the plan leaves it. */
  readonly until: string | null;
}

export interface StandingExposures {
  readonly told: readonly StandingExposure[];
  readonly untold: number;
}

const MOST_TOLD = 6;
const MOST_NAMED = 3;

type Place = Pick<Exposure, 'between' | 'nodes'>;

/** What a way leaves outside its window, by the step of the plan that would end it. */
export class ExposureLedger {
  private readonly endedBy = new Map<string, string | null>();

  constructor(
    private readonly matrix: Pick<Matrix, 'components'>,
    private readonly plan: UpgradePlan,
    /** By cluster: how many it stands for. */
    private readonly alike: ReadonlyMap<string, number>,
  ) {
    for (const exposure of plan.spec.exposures)
      for (const nodes of this.placesOf(exposure)) this.endedBy.set(keyOf({ between: exposure.between, nodes }), exposure.endedBy);
  }

  leftBy(way: Pick<PlanSpec, 'exposures'>): StandingExposures {
    const standing = way.exposures.filter(({ endedBy }) => endedBy === null).flatMap((exposure) => this.split(exposure));
    return { told: standing.slice(0, MOST_TOLD), untold: Math.max(0, standing.length - MOST_TOLD) };
  }

  /** The plan may end at one cluster earlier than at another what a way leaves at both. */
  private split(exposure: Exposure): StandingExposure[] {
    const places = new Map<string | null, Exposure['nodes'][]>();
    for (const nodes of this.placesOf(exposure)) {
      const until = this.endOf({ between: exposure.between, nodes });
      places.set(until, [...(places.get(until) ?? []), nodes]);
    }
    return [...places].map(([until, nodes]) => ({
      pairing: this.word(exposure, nodes),
      is: exposure.verdict === 'transitional' ? 'passage' : 'outside',
      until,
    }));
  }

  /** What the plan does not list it moves off a passage: it ends where nothing touches it any more. */
  private endOf(place: Place): string | null {
    const listed = this.endedBy.get(keyOf(place));
    if (listed !== undefined) return listed;
    const { spec } = this.plan;
    const isMoved = ({ moves }: PlanSpec['steps'][number], subjects: readonly string[]) =>
      moves.some(({ component }) => place.between.some((side, index) => side === component && subjects.includes(place.nodes[index]!)));
    return spec.steps.findLast((step) => isMoved(step, subjectsOf(spec, step)))?.id ?? null;
  }

  private placesOf({ between, nodes, alike = [] }: Exposure): Exposure['nodes'][] {
    const [a, b] = between.map((component) => this.isOfClusters(component));
    return [nodes, ...alike.map((id): Exposure['nodes'] => [a ? id : nodes[0], b ? id : nodes[1]])];
  }

  private word({ between, versions }: Exposure, places: readonly Exposure['nodes'][]): string {
    const side = (index: 0 | 1): string => {
      const ids = this.isOfClusters(between[index]) ? places.map((nodes) => nodes[index]) : [places[0]![index]];
      const named = ids.slice(0, MOST_NAMED);
      const more = ids.reduce((sum, id) => sum + (this.alike.get(id) ?? 1), 0) - named.length;
      return `${between[index]} ${versions[index]} (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
    };
    return `${side(0)} with ${side(1)}`;
  }

  private isOfClusters(component: string): boolean {
    return this.matrix.components.get(component)?.scope === 'cluster';
  }
}

const keyOf = ({ between, nodes }: Place): string =>
  JSON.stringify(between.map((component, index) => [component, nodes[index]!].join(' ')).sort());
