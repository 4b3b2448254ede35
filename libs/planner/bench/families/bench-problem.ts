import { API_VERSION, type Kind } from '@lockstep/documents';

export type Entry = Readonly<Record<string, unknown>>;

export interface ClusterEntry extends Entry {
  readonly id: string;
  readonly supervisor: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** One planning problem as documents. Clusters come as a stream: a million of them are written out without standing in memory. */
export interface BenchProblem {
  readonly family: 'random' | 'chain' | 'chain-blocked' | 'reference' | 'diamonds';
  /** Unique within a run, and fit for a file name. */
  readonly name: string;
  readonly supervisors: number;
  readonly clusters: number;
  /** What the planner must answer; `either` where only the comparison with other solvers tells. */
  readonly expected: 'feasible' | 'infeasible' | 'either';
  readonly matrix: readonly object[];
  readonly goal: object;
  readonly fleet: {
    readonly nodes: Readonly<Record<'nsxManagers' | 'vcenters' | 'supervisors', readonly Entry[]>>;
    clusters(): Iterable<ClusterEntry>;
  };
}

export const TAKEN_AT = '2026-11-20T06:00:00Z';

export const documentOf = (kind: Kind, spec: object, metadata: object = {}): object => ({
  apiVersion: API_VERSION,
  kind,
  metadata: { name: 'bench', ...metadata },
  spec,
});

/** Classes in the sense of docs/explanation/planner.md, read off the document: equal Supervisor, versions, components and labels (a goal may select by them). */
export const classKeyOf = ({ supervisor, versions, labels, ...rest }: ClusterEntry): string =>
  JSON.stringify([supervisor, versions, labels ?? null, rest['cni'] ?? null, rest['adapter'] ?? null]);
