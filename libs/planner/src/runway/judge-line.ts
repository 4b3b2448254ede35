import { type FleetCluster, policy, type Scope, UNKNOWN_VERSION } from '@lockstep/documents';
import {
  ignoredStatements,
  judgePair,
  type Judging,
  type Matrix,
  type MatrixRevision,
  type ObservedVersion,
  type Release,
  ruleHop,
  type Verdict,
} from '@lockstep/matrix/domain';
import { type Instance, InstanceReader } from '../model/instances.js';
import { isPossible } from './hop-paths.js';
import { textOf } from './nsx-windows.js';

/** A node as far as it matters to its versions. `cni` and `adapter` are those of a cluster. */
export interface LineNode {
  readonly scope: Scope;
  readonly versions: Readonly<Record<string, string>>;
  readonly cni: FleetCluster['cni'] | null;
  readonly adapter: FleetCluster['adapter'] | null;
}

/** Why a pairing is outside its window. `unobserved`: which version runs is not known. */
type ExposureVerdict = 'rejected' | 'untested' | 'expired' | 'below-floor' | 'unknown' | 'unobserved';

/** Something wrong with the first node of a line. */
export type Fault =
  | {
      readonly kind: 'exposure';
      readonly between: readonly [string, string];
      readonly versions: readonly [string, string];
      readonly verdict: ExposureVerdict;
      /** The statement that decides, or that would count but for the verdict; null: nobody has said anything. */
      readonly statement: string | null;
      readonly sources: readonly string[];
    }
  /** Which version runs could not be observed. */
  | { readonly kind: 'unknown-version'; readonly component: string }
  /** `readable` false: the matrix has no such component at this scope, or cannot read the version. */
  | { readonly kind: 'unknown-release'; readonly component: string; readonly version: string; readonly readable: boolean }
  /** No chain of hops leads to the newest release, although one leads there from another release. `rule`: a hop rule that blocks the way. */
  | {
      readonly kind: 'dead-end';
      readonly component: string;
      readonly version: string;
      readonly newest: string;
      readonly rule: string | null;
      readonly sources: readonly string[];
    };

/** A release that the first node of a line runs. */
export interface RunRelease {
  readonly component: string;
  readonly version: string;
  readonly endOfSupport: string | null;
  readonly sources: readonly string[];
}

/** A statement that keeps a pairing of the first node of a line inside its window. */
export interface HeldBy {
  readonly statement: string;
  readonly expires: string | null;
  readonly sources: readonly string[];
}

/**
 * Judges nodes by what they meet at themselves and above: the exposures of `findExposures`, node by node, for whoever keeps no whole fleet. Versions that
 * the matrix can not read are faults here and not a reason to refuse. Equal faults are the very same object.
 */
export class LineJudge {
  private readonly judging: Judging;
  private readonly reader: InstanceReader;
  private readonly nodes = new WeakMap<LineNode, ReadNode>();
  /** By what runs at the one node and at the other: large fleets have few of either. */
  private readonly meetings = new Map<readonly Instance[], Map<readonly Instance[], Meeting>>();
  private readonly known = new Map<string, Fault | HeldBy | null>();
  private readonly deadEnds = new Map<string, ReadonlySet<Release>>();

  /** By the default policy. @param day YYYY-MM-DD: on which `expires` is judged */
  constructor(
    private readonly matrix: Matrix,
    day: string,
  ) {
    this.judging = { policy: policy.parse({}), day };
    this.reader = new InstanceReader(matrix);
  }

  /** @param line the node and what is above it, nearest first */
  faults(line: readonly LineNode[]): Fault[] {
    const found: Fault[] = line[0] ? [...this.read(line[0]).unreadable] : [];
    for (const meeting of this.meetingsOf(line)) for (const fault of meeting.faults) found.push(fault);
    return found;
  }

  /** Releases that the node runs, as far as they are listed. */
  releasesOf(node: LineNode): RunRelease[] {
    return this.read(node).instances.flatMap(({ component, version }) => {
      const release = version && this.matrix.findRelease(component.id, version);
      return release
        ? [{ component: component.id, version: version.text, endOfSupport: release.endOfSupport, sources: release.sources }]
        : [];
    });
  }

  /** Each pairing that is inside by a statement; several may lean on one. */
  heldBy(line: readonly LineNode[]): HeldBy[] {
    return this.meetingsOf(line).flatMap(({ held }) => held);
  }

  /** Of the first node with itself and with each above it. */
  private meetingsOf(line: readonly LineNode[]): Meeting[] {
    const lists = line.map((node) => this.read(node).instances);
    return lists.map((other) => {
      const own = lists[0]!;
      let meetings = this.meetings.get(own);
      if (!meetings) this.meetings.set(own, (meetings = new Map()));
      let meeting = meetings.get(other);
      if (!meeting) meetings.set(other, (meeting = this.meet(own, other)));
      return meeting;
    });
  }

  private meet(own: readonly Instance[], other: readonly Instance[]): Meeting {
    const pairs = own.flatMap((mine, index) =>
      (own === other ? own.slice(index + 1) : other)
        .filter((partner) => this.matrix.relation(mine.component.id, partner.component.id)?.enforce)
        .map((partner) => (mine.component.id < partner.component.id ? ([mine, partner] as const) : ([partner, mine] as const))),
    );
    const alone = own === other ? own.map((instance) => this.judgeInstance(instance)) : [];
    const met = pairs.map(([a, b]) => this.once(`${keyOf(a)} with ${keyOf(b)}`, () => this.judgePair(a, b)));
    return {
      faults: [...alone, ...met].filter((fault) => fault !== null),
      held: pairs.map(([a, b]) => this.once(`${keyOf(a)} held with ${keyOf(b)}`, () => this.holding(a, b))).filter((held) => held !== null),
    };
  }

  private judgeInstance({ component, version }: Instance): Fault | null {
    if (version === null) return this.once(`? ${component.id}`, () => ({ kind: 'unknown-version', component: component.id }));
    return this.once(`${component.id} ${version.text}`, () => this.judgeRelease(component.id, version));
  }

  private holding(a: Instance, b: Instance): HeldBy | null {
    const { inside, statement } = judgePair(this.matrix, this.judging, a.component.id, a.version, b.component.id, b.version);
    return inside && statement ? { statement: statement.id, expires: statement.expires, sources: statement.sources } : null;
  }

  private judgePair(a: Instance, b: Instance): Fault | null {
    const judged = judgePair(this.matrix, this.judging, a.component.id, a.version, b.component.id, b.version);
    if (judged.inside) return null;
    const ignored = ignoredStatements(this.matrix, this.judging, a.component.id, a.version, b.component.id, b.version)[0];
    const statement = judged.statement ?? ignored?.statement;
    const isObserved = a.version !== null && b.version !== null;
    return {
      kind: 'exposure',
      between: [a.component.id, b.component.id],
      versions: [textOf(a.version), textOf(b.version)],
      verdict: isObserved ? verdictOf(judged, ignored?.because) : 'unobserved',
      statement: statement?.id ?? null,
      sources: statement?.sources ?? [],
    };
  }

  private judgeRelease(component: string, version: NonNullable<ObservedVersion>): Fault | null {
    const release = this.matrix.findRelease(component, version);
    const newest = this.matrix.releases(component).at(-1);
    // Of a component without any release the matrix does not say which ones there are.
    if (!newest) return null;
    if (!release) return { kind: 'unknown-release', component, version: version.text, readable: true };
    if (!this.deadEndsOf(component).has(release)) return null;
    const blocking = ruleHop(this.matrix, component, release.version, newest.version)?.blocked[0];
    return {
      kind: 'dead-end',
      component,
      version: version.text,
      newest: newest.version.text,
      rule: blocking?.id ?? null,
      sources: blocking?.sources ?? release.sources,
    };
  }

  /** Releases from which no chain of hops leads to the newest one; none where one leads there from nowhere, because then no hop rule does. */
  private deadEndsOf(component: string): ReadonlySet<Release> {
    let ends = this.deadEnds.get(component);
    if (ends) return ends;
    const [newest, ...older] = this.matrix.releases(component).toReversed();
    const leading = [newest!];
    ends = new Set(
      older.filter((release) => {
        const leads = leading.some((next) => {
          const ruling = ruleHop(this.matrix, component, release.version, next.version);
          return ruling !== null && isPossible(ruling);
        });
        if (leads) leading.push(release);
        return !leads;
      }),
    );
    if (leading.length === 1) ends = new Set();
    this.deadEnds.set(component, ends);
    return ends;
  }

  private read(node: LineNode): ReadNode {
    let read = this.nodes.get(node);
    if (!read) this.nodes.set(node, (read = this.readNode(node)));
    return read;
  }

  /** What can not be read may be any version. */
  private readNode({ scope, versions: written, cni, adapter }: LineNode): ReadNode {
    const isReadable = ([id, version]: readonly [string, string]) => this.canRead(scope, id, version);
    const entries = Object.entries(written);
    const unreadable = entries
      .filter((entry) => !isReadable(entry))
      .map(([component, version]) =>
        this.once(`! ${component} ${version}`, (): Fault => ({ kind: 'unknown-release', component, version, readable: false })),
      );
    const versions =
      unreadable.length === 0
        ? written
        : Object.fromEntries(entries.map(([id, version]) => [id, isReadable([id, version]) ? version : UNKNOWN_VERSION]));
    const cluster = { cni: cni ?? 'antrea', adapter: adapter ?? 'enabled', versions } as FleetCluster;
    return { unreadable, instances: scope === 'cluster' ? this.reader.ofCluster(cluster) : this.reader.at(scope, versions) };
  }

  private canRead(scope: Scope, id: string, version: string): boolean {
    const component = this.matrix.components.get(id);
    return component?.scope === scope && (version === UNKNOWN_VERSION || this.matrix.readVersion(id, version).ok);
  }

  private once<Found extends Fault | HeldBy | null>(key: string, make: () => Found): Found {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key) as Found;
  }
}

interface ReadNode {
  readonly unreadable: readonly Fault[];
  /** Equal ones are the very same list. */
  readonly instances: readonly Instance[];
}

/** What two nodes have to say of each other, or one of itself. */
interface Meeting {
  readonly faults: readonly Fault[];
  readonly held: readonly HeldBy[];
}

const keyOf = ({ component, version }: Instance): string => `${component.id} ${textOf(version)}`;

/** Days on which statements that expire count for the last time, in order: nothing else about a verdict changes with the calendar. */
export const expiriesOf = ({ matrix }: MatrixRevision): string[] =>
  [...new Set(matrix.statements.flatMap(({ expires }) => expires ?? []))].toSorted((a, b) => (a < b ? -1 : 1));

function verdictOf({ verdict }: Verdict, ignored: 'expired' | 'below-floor' | 'untested' | undefined): ExposureVerdict {
  if (verdict === 'rejected' || verdict === 'untested') return verdict;
  return ignored ?? 'unknown';
}
