import { FleetIndex, type FleetSnapshot } from '@lockstep/documents';

/**
 * What a checker may keep between two proofs: the index of the last fleet, for the next one that differs in few clusters, and nothing about any plan. It proves
 * and refutes the same with it and without it.
 */
export class ProofMemory {
  private last: FleetIndex | undefined;

  index(fleet: FleetSnapshot): FleetIndex {
    return (this.last = FleetIndex.of(fleet, this.last));
  }
}
