import type { Evidence, Scope, Status } from '@lockstep/documents';
import { compareVersions, isSameRelease, type Parsed, parseVersion, type Range, type Scheme, type Version } from '@lockstep/kernel';

export interface Component {
  readonly id: string;
  readonly scope: Scope;
  readonly scheme: Scheme;
  readonly backInTime: 'block' | 'allow';
  readonly title: string;
}

export interface Relation {
  readonly a: string;
  readonly b: string;
  readonly unknown: 'deny' | 'allow';
  readonly enforce: boolean;
}

export interface Release {
  readonly component: string;
  readonly version: Version;
  readonly released: string | null;
  readonly endOfSupport: string | null;
  /** In a compiled matrix in the spelling of {@link Matrix.spell}. */
  readonly bundle: ReadonlyMap<string, Version>;
  readonly note: string | null;
  readonly sources: readonly string[];
}

export interface Statement {
  readonly id: string;
  /** Two components in text order, with the range that each version must lie in. */
  readonly ranges: readonly [{ readonly component: string; readonly range: Range }, { readonly component: string; readonly range: Range }];
  readonly status: Status;
  readonly evidence: Evidence;
  readonly expires: string | null;
  readonly note: string | null;
  readonly sources: readonly string[];
}

export interface Condition {
  readonly component: string;
  readonly range: Range;
}

export interface HopRule {
  readonly id: string;
  readonly component: string;
  readonly from: Range;
  readonly to: Range;
  readonly status: 'supported' | 'blocked';
  readonly maxMinorStep: number | null;
  readonly requires: readonly Condition[];
  readonly when: readonly Condition[];
  readonly reversible: boolean;
  readonly note: string | null;
  readonly sources: readonly string[];
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly confidence: Evidence;
}

export interface MatrixParts {
  readonly components: readonly Component[];
  readonly relations: readonly Relation[];
  readonly releases: readonly Release[];
  readonly statements: readonly Statement[];
  readonly hops: readonly HopRule[];
  readonly sources: readonly Source[];
}

/** A pair of components without an order: one key for (a, b) and (b, a). */
export const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

const MAX_VERSIONS_KEPT = 10_000;

/** A compiled matrix: every text parsed, every reference resolved, everything findable. It decides nothing; see `verdict.ts` and `hops.ts`. */
export class Matrix {
  readonly components: ReadonlyMap<string, Component>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly relations: readonly Relation[];
  readonly statements: readonly Statement[];
  readonly hops: readonly HopRule[];
  /** Both ways round: this is asked for every pairing of a fleet. */
  private readonly relationsOf = new Map<string, Map<string, Relation>>();
  private readonly statementsByPair = new Map<string, Statement[]>();
  private readonly statementsById = new Map<string, Statement>();
  private readonly releasesByComponent = new Map<string, Release[]>();
  private readonly hopsByComponent = new Map<string, HopRule[]>();
  /** By the version itself: the same few are asked about time and again. */
  private readonly releasesFound = new WeakMap<Version, { readonly component: string; readonly release: Release | undefined }>();
  private readonly versionsRead = new Map<string, Parsed<Version>>();

  constructor(parts: MatrixParts) {
    this.components = new Map(parts.components.map((component) => [component.id, component]));
    this.sources = new Map(parts.sources.map((source) => [source.id, source]));
    this.relations = parts.relations;
    this.statements = parts.statements;
    this.hops = parts.hops;
    for (const id of this.components.keys()) this.relationsOf.set(id, new Map());
    for (const relation of parts.relations) {
      this.relationsOf.get(relation.a)?.set(relation.b, relation);
      this.relationsOf.get(relation.b)?.set(relation.a, relation);
    }
    for (const statement of parts.statements) {
      put(this.statementsByPair, pairKey(statement.ranges[0].component, statement.ranges[1].component), statement);
      this.statementsById.set(statement.id, statement);
    }
    for (const release of parts.releases) put(this.releasesByComponent, release.component, release);
    for (const list of this.releasesByComponent.values()) list.sort((x, y) => compareVersions(x.version, y.version));
    for (const list of this.releasesByComponent.values())
      list.forEach((release, index) => {
        const bundle = new Map([...release.bundle].map(([rider, version]) => [rider, this.spell(rider, version)]));
        list[index] = { ...release, bundle };
      });
    for (const hop of parts.hops) put(this.hopsByComponent, hop.component, hop);
  }

  /** Throws on a component that is not there: callers check what comes from outside with {@link components} first. */
  component(id: string): Component {
    const component = this.components.get(id);
    if (!component) throw new Error(`matrix; component ${id}; must be one of its components; found nothing`);
    return component;
  }

  relation(a: string, b: string): Relation | undefined {
    return this.relationsOf.get(a)?.get(b);
  }

  statementsOf(a: string, b: string): readonly Statement[] {
    return this.statementsByPair.get(pairKey(a, b)) ?? [];
  }

  findStatement(id: string): Statement | undefined {
    return this.statementsById.get(id);
  }

  /** Releases of a component, oldest first. */
  releases(component: string): readonly Release[] {
    return this.releasesByComponent.get(component) ?? [];
  }

  hopRules(component: string): readonly HopRule[] {
    return this.hopsByComponent.get(component) ?? [];
  }

  /** The listed release that a version names: the very text first, then a release that differs in spelling or in a missing build only. */
  findRelease(component: string, version: Version): Release | undefined {
    const known = this.releasesFound.get(version);
    if (known?.component === component) return known.release;
    const release = this.lookUpRelease(component, version);
    this.releasesFound.set(version, { component, release });
    return release;
  }

  private lookUpRelease(component: string, version: Version): Release | undefined {
    const same = this.releases(component).filter((release) => isSameRelease(release.version, version));
    return (
      same.find((release) => release.version.text === version.text) ??
      same.find((release) => compareVersions(release.version, version) === 0) ??
      same[0]
    );
  }

  /**
   * A version in the spelling of the release that it names. One that says its build where the release does not is kept as it is: a range may be about
   * another build of that release.
   */
  spell(component: string, version: Version): Version {
    const listed = this.findRelease(component, version)?.version;
    return listed && (version.build === null || listed.build !== null) ? listed : version;
  }

  /** Reads a version of a component, in the spelling that {@link spell} gives it. */
  readVersion(component: string, text: string): Parsed<Version> {
    const key = `${component} ${text}`;
    const known = this.versionsRead.get(key);
    if (known) return known;
    const version = parseVersion(this.component(component).scheme, text);
    const read: Parsed<Version> = version.ok ? { ok: true, value: this.spell(component, version.value) } : version;
    // A large fleet runs few versions; what is beyond that is noise from outside, and is not kept.
    if (this.versionsRead.size < MAX_VERSIONS_KEPT) this.versionsRead.set(key, read);
    return read;
  }
}

function put<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
