import type { CompatibilityMatrix } from '@lockstep/documents';
import type {
  Finding,
  FindingKind,
  FleetClass,
  FleetNode,
  KeptFinding,
  NodeKind,
  NodeName,
  Severity,
  SourceFaults,
} from '../../domain/index.js';

/** A part of the fleet at a position of the record; without a position as it is now. */
export interface FleetPart {
  readonly position?: number;
  readonly supervisor?: string;
  readonly project?: string;
}

export interface CountedClass {
  readonly class: FleetClass;
  readonly nodes: number;
}

/** A node that a finding is about. */
export interface FindingSubject {
  readonly kind: NodeKind;
  readonly id: string;
  readonly supervisor: string | null;
  readonly project: string | null;
  readonly versions: Readonly<Record<string, string>>;
}

/** Up to where the current findings are folded. */
export interface FindingsStanding {
  readonly eventId: string;
  readonly position: number;
  /** YYYY-MM-DD: on which statements are judged. */
  readonly day: string;
  readonly matrix: string | null;
}

export interface KeptQuery {
  readonly limit: number;
  readonly after?: { readonly rank: number; readonly id: string };
  readonly open?: boolean;
  readonly kinds?: readonly FindingKind[];
  readonly severities?: readonly Severity[];
  readonly nsxManager?: string;
}

export interface FindingRecord {
  /** Undefined: nothing was ever folded. */
  findStanding(): Promise<FindingsStanding | undefined>;
  /** The UTC day at which the record stood at a position. */
  findDay(position: number): Promise<string>;
  /** Every node above the clusters is among them, whatever the part; root first. */
  readClasses(part: FleetPart): Promise<readonly CountedClass[]>;
  /** Nodes about which something is found whatever they run, and ids that nodes of several kinds share. */
  readOddities(part: FleetPart): Promise<Oddities>;
  /** Nodes of which nothing was observed since a time. */
  countUnobserved(
    since: string,
    part: FleetPart,
  ): Promise<readonly { readonly nsxManager: string | null; readonly kind: NodeKind; readonly nodes: number }[]>;
  /** The same nodes, in the order of ids. */
  listUnobserved(
    query: { readonly since: string; readonly kind: NodeKind; readonly nsxManager: string | null } & SubjectPage,
  ): Promise<readonly FindingSubject[]>;
  findKept(ids: readonly string[]): Promise<ReadonlyMap<string, KeptFinding>>;
  /** The worst first, then in the order of ids. */
  listKept(query: KeptQuery): Promise<readonly KeptFinding[]>;
  /** In the order of `changed` and ids, after this place. */
  listChanged(after: { readonly position: number; readonly id: string }, limit: number): Promise<readonly KeptFinding[]>;
  /** Nodes of these classes, or with these names, in the order of ids and kinds. */
  listSubjects(
    wanted: { readonly classes: readonly FleetClass[]; readonly names: readonly NodeName[] } & SubjectPage,
  ): Promise<readonly FindingSubject[]>;
}

export interface SubjectPage {
  readonly part: FleetPart;
  readonly limit: number;
  /** Only nodes after this one. */
  readonly after?: NodeName;
}

export interface Oddities {
  /** Among others all of those about which something is found by themselves. */
  readonly nodes: readonly FleetNode[];
  readonly shared: readonly { readonly id: string; readonly kinds: readonly NodeKind[] }[];
  /** Of sources with which something is wrong. A part has those that speak for its Supervisor. */
  readonly sources: readonly SourceFaults[];
  /** What others have found; the whole fleet has them alone. */
  readonly reported: readonly Finding[];
}

/** Published matrices. */
export interface MatrixSource {
  find(digest: string): Promise<PublishedMatrix | undefined>;
  /** The one that was current at a position. */
  findAt(position: number): Promise<PublishedMatrix | undefined>;
}

export interface PublishedMatrix {
  readonly digest: string;
  readonly document: CompatibilityMatrix;
}
