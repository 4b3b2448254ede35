import type { FleetSnapshot, Policy, Scope } from '@lockstep/documents';
import { compareTexts, isNewer, type Range, satisfies } from '@lockstep/kernel';
import { judgePair, type MatrixRevision, type Release, type Verdict } from '@lockstep/matrix/domain';
import { type FleetNode, fleetTrees } from '../model/fleet-tree.js';
import { dayOf } from '../model/inputs.js';
import { type HopPath, hopPathsFrom } from './hop-paths.js';
import { NSX, nsxVersionOf, type NsxWindow, nsxWindows, textOf, tiedGroups, type TiedGroup } from './nsx-windows.js';

/** Nodes that hold an NSX release back for one reason: the same version of the same component does not go with it. */
export interface BlockerCause {
  readonly component: string;
  readonly version: string;
  readonly scope: Scope;
  readonly verdict: Verdict['verdict'];
  /** The statement that says so; null: silence, which the relation reads as no. */
  readonly statement: string | null;
  /** Outside its window with the present NSX as well, so that moving NSX is not what takes it out. Null: where NSX is could not be observed. */
  readonly outsideNow: boolean | null;
  /** Ids, in the order of the tree. */
  readonly nodes: readonly string[];
  /** Of clusters; null gathers those without a Project, and nodes that are no clusters. Most first. */
  readonly projects: readonly { readonly project: string | null; readonly count: number }[];
}

export interface ReleaseBlockers {
  readonly release: string;
  /** Nobody holds it back. Whether hop rules lead there is said by `hops`. */
  readonly open: boolean;
  readonly hops: HopPath;
  /** Clusters that hold it back, each counted once. */
  readonly clusters: number;
  /** The same for vCenters, Supervisors and the NSX manager itself. */
  readonly sharedNodes: number;
  /** Most nodes first. */
  readonly causes: readonly BlockerCause[];
}

/**
 * - `open`: some release of the target is held back by nobody
 * - `held`: every release of the target is held back
 * - `beyond`: NSX has passed every release of the target, and never goes back
 */
export type BlockersOutcome = 'open' | 'held' | 'beyond';

export interface DomainBlockers {
  readonly nsxManager: string;
  readonly nsx: string;
  readonly target: string;
  readonly outcome: BlockersOutcome;
  /** Of the target, oldest first, without those that NSX has passed. */
  readonly releases: readonly ReleaseBlockers[];
}

/**
 * Who holds NSX back from the releases of a target directly, if nothing else moves: pairings that would be outside their window. One entry per
 * NSX manager, or the one asked for. The documents must have passed `fleetProblems`, the range must be one of NSX.
 */
export function blockersOf(
  { matrix }: MatrixRevision,
  fleet: FleetSnapshot,
  policy: Policy,
  target: Range,
  nsxManager?: string,
): DomainBlockers[] {
  const judging = { policy, day: dayOf(fleet) };
  const windowFor = nsxWindows(matrix, judging);
  const roots = fleetTrees(matrix, fleet).filter(({ id }) => nsxManager === undefined || id === nsxManager);
  return roots.map((root) => {
    const nsx = nsxVersionOf(root);
    const hopsTo = hopPathsFrom(matrix, NSX, nsx);
    const ties = tiedGroups(matrix, root).map((group): Tie => {
      const { component, version } = group.instance;
      const outsideNow = nsx === null ? null : !judgePair(matrix, judging, component.id, version, NSX, nsx).inside;
      const ids = group.nodes.map(({ id }) => id);
      return { group, ids, window: windowFor(group.instance), outsideNow, projects: countProjects(group.nodes) };
    });
    const releases = matrix
      .releases(NSX)
      .filter(({ version }) => satisfies(version, target) && (nsx === null || !isNewer(nsx, version)))
      .map((release) => blockersAt(release, ties, hopsTo(release.version)));
    const outcome = releases.length === 0 ? 'beyond' : releases.some(({ open }) => open) ? 'open' : 'held';
    return { nsxManager: root.id, nsx: textOf(nsx), target: target.text, outcome, releases };
  });
}

interface Tie {
  readonly group: TiedGroup;
  /** Of its nodes; one list for all releases. */
  readonly ids: readonly string[];
  readonly window: NsxWindow;
  readonly outsideNow: boolean | null;
  readonly projects: BlockerCause['projects'];
}

function blockersAt({ version: release }: Release, ties: readonly Tie[], hops: HopPath): ReleaseBlockers {
  const holding = ties.filter(({ window }) => !window.inside.has(release.text));
  const causes = holding.map(({ group: { instance }, ids, window, outsideNow, projects }): BlockerCause => {
    const { verdict } = window.entries.find((entry) => entry.release.version.text === release.text)!;
    return {
      component: instance.component.id,
      version: textOf(instance.version),
      scope: instance.component.scope,
      verdict: verdict.verdict,
      statement: verdict.statement?.id ?? null,
      outsideNow,
      nodes: ids,
      projects,
    };
  });
  const nodes = new Set(holding.flatMap(({ group }) => group.nodes));
  const clusters = [...nodes].filter(({ scope }) => scope === 'cluster').length;
  return {
    release: release.text,
    open: holding.length === 0,
    hops,
    clusters,
    sharedNodes: nodes.size - clusters,
    causes: causes.toSorted(
      (a, b) => b.nodes.length - a.nodes.length || compareTexts(a.component, b.component) || compareTexts(a.version, b.version),
    ),
  };
}

function countProjects(nodes: readonly FleetNode[]): BlockerCause['projects'] {
  const counts = new Map<string | null, number>();
  for (const { project } of nodes) counts.set(project, (counts.get(project) ?? 0) + 1);
  return [...counts]
    .map(([project, count]) => ({ project, count }))
    .toSorted((a, b) => b.count - a.count || compareTexts(a.project ?? '', b.project ?? ''));
}
