/** A subnet that the nodes of a cluster take their addresses from. Its size never changes; a SubnetSet grows by further subnets. */
export interface Subnet {
  /** Policy path. */
  readonly id: string;
  readonly cidr: string;
  /** Null: could not be told. */
  readonly free: number | null;
}

/** What of the address space was seen for one cluster. */
export interface ClusterAddresses {
  /** In text order of ids. */
  readonly subnets: readonly Subnet[];
  /** Policy paths of the IP blocks that further subnets come from; their free addresses are those of the NSX manager's `ipBlocks`. */
  readonly blocks: readonly string[];
  /** Whether pods have addresses of the VPC, 256 to a node; null: could not be told. */
  readonly podsRoutable: boolean | null;
}
