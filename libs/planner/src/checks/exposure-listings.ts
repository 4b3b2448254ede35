import { type Exposure, SCOPES } from '@lockstep/documents';
import type { CheckContext, Pairing } from './check-context.js';
import { type ClassLayout, idAbove } from './class-layout.js';
import { inTextOrder } from './premises.js';

type Nodes = Exposure['nodes'];

/** What a plan lists of one pairing. */
export interface Listing {
  /** Each exposure that names nodes of the pairing, and the first nodes that it names. */
  readonly entries: { readonly exposure: Exposure; readonly nodes: Nodes }[];
  /** The lower node of each place that is listed: clusters that are alike are one pairing in many places. */
  readonly named: Set<string>;
}

/** The listed exposures of a plan by pairing, those of clusters that are alike written out. Looks once at each name. */
export class ExposureListings {
  /** What is no exposure, whatever the states are. */
  readonly faults: { readonly between: Exposure['between']; readonly nodes: Nodes; readonly why: string }[] = [];
  private readonly listings = new Map<Pairing, Listing>();

  constructor(
    private readonly context: Pick<CheckContext, 'matrix' | 'pairingsOf'>,
    private readonly layout: ClassLayout,
    listed: readonly Exposure[],
  ) {
    for (const exposure of listed.map(inTextOrder)) {
      const { between, nodes, alike = [] } = exposure;
      const [a, b] = between.map((component) => this.scopeOf(component) === 'cluster');
      this.add(exposure, nodes);
      if (a || b) for (const id of alike) this.add(exposure, [a ? id : nodes[0], b ? id : nodes[1]]);
      else if (alike.length > 0) this.faults.push({ between, nodes, why: `only clusters can be alike; found ${alike.join(', ')}` });
    }
  }

  of(pairing: Pairing): Listing | undefined {
    return this.listings.get(pairing);
  }

  private add(exposure: Exposure, nodes: Nodes): void {
    const { between } = exposure;
    const lower = SCOPES.indexOf(this.scopeOf(between[0])) >= SCOPES.indexOf(this.scopeOf(between[1])) ? 0 : 1;
    const pairing = this.findPairing(between, nodes, lower);
    if (!pairing) {
      this.faults.push({ between, nodes, why: 'an exposure is of two instances that meet under an enforced relation; found none' });
      return;
    }
    let listing = this.listings.get(pairing);
    if (!listing) this.listings.set(pairing, (listing = { entries: [], named: new Set() }));
    if (listing.named.has(nodes[lower])) this.faults.push({ between, nodes, why: 'an exposure is listed once; found it twice' });
    listing.named.add(nodes[lower]);
    if (listing.entries.at(-1)?.exposure !== exposure) listing.entries.push({ exposure, nodes });
  }

  /** Seen from the lower node, which meets a component above it in one place only. */
  private findPairing(between: Exposure['between'], nodes: Nodes, lower: 0 | 1): Pairing | undefined {
    const upper = lower === 0 ? 1 : 0;
    const place = this.layout.locate(nodes[lower]);
    const instance = place?.node.instances.find(({ component }) => component === between[lower]);
    if (!place || !instance || idAbove(place, this.scopeOf(between[upper])) !== nodes[upper]) return undefined;
    return this.context.pairingsOf(instance).find(({ a, b }) => a.component === between[0] && b.component === between[1]);
  }

  private scopeOf(component: string): (typeof SCOPES)[number] {
    return this.context.matrix.components.get(component)?.scope ?? 'nsxManager';
  }
}
