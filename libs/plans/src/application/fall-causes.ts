import type { EventStore } from '@lockstep/event-store';
import type { FallCause, FallenPremise, FleetPremises, PremiseNode } from '../domain/index.js';
import type { PresentFleet, SoughtChange } from './present-fleet.port.js';

type NodePremise = FallenPremise & { readonly kind: 'node' };

const CHANGES: Readonly<Record<NodePremise['fact'], readonly SoughtChange[]>> = {
  presence: ['Decommissioned', 'Moved'],
  placement: ['Moved', 'Registered'],
  networking: ['Registered'],
  cni: ['CniChanged', 'Registered'],
  version: ['VersionObserved'],
  rolling: ['MixedVersionsObserved'],
  joined: ['Registered', 'Moved'],
};

/** Which events made premises of one plan fall. */
export class FallCauses {
  private revision: Promise<FallCause> | undefined;

  constructor(
    private readonly fleet: Pick<PresentFleet, 'findCause'>,
    private readonly events: EventStore,
    private readonly premises: FleetPremises,
  ) {}

  /** The newest event that changed the fact: what is so now is so since then. */
  async find(premise: FallenPremise): Promise<FallCause> {
    if (premise.kind !== 'node') return { kind: 'unknown' };
    const { node, fact, component } = premise;
    const cause = await this.fleet.findCause(node, CHANGES[fact], component);
    if (cause.kind !== 'unknown') return cause;
    if (fact === 'presence') return this.findAbove(node);
    // An API that somebody uses stands among the versions of an NSX manager, and is observed in an event of its own.
    return fact === 'version' ? this.fleet.findCause(node, ['ManagerApiConsumersObserved'], null) : cause;
  }

  /** @param number version of the stream `matrix` at which the revision was published; undefined: nobody knows */
  findRevision(number: number | undefined): Promise<FallCause> {
    return (this.revision ??= this.readRevision(number));
  }

  /** A node is gone with any of those above it. */
  private async findAbove(node: PremiseNode): Promise<FallCause> {
    for (let above = this.premises.nodes.get(node.id)?.parent; above != null; above = this.premises.nodes.get(above)?.parent) {
      const parent = this.premises.nodes.get(above);
      const cause = parent && (await this.fleet.findCause(parent.node, CHANGES.presence, null));
      if (cause && cause.kind !== 'unknown') return cause;
    }
    return { kind: 'unknown' };
  }

  private async readRevision(number: number | undefined): Promise<FallCause> {
    const [event] = number === undefined ? [] : await this.events.readStream('matrix', { fromVersion: number, limit: 1 });
    if (!event) return { kind: 'unknown' };
    const { stream, position, id, type } = event;
    return { kind: 'event', stream, position, id, type };
  }
}
