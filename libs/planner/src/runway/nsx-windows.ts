import { compareTexts } from '@lockstep/kernel';
import { type Judging, type Matrix, type ObservedVersion, type Verdict, type WindowEntry, windowOf } from '@lockstep/matrix/domain';
import { type FleetNode, type Instance, subtree } from '../model/fleet-tree.js';

/** The component whose way is looked at: one per upgrade domain, met by everything in it. */
export const NSX = 'nsx';

/** How one version of a component that meets NSX stands to every listed NSX release, oldest first. */
export interface NsxWindow {
  readonly component: string;
  readonly version: ObservedVersion;
  readonly entries: readonly WindowEntry[];
  /** Texts of the listed NSX releases that are inside. */
  readonly inside: ReadonlySet<string>;
}

export const textOf = (version: ObservedVersion): string => version?.text ?? 'unknown';

/** Windows are judged once per component and version, however many nodes run it. */
export function nsxWindows(matrix: Matrix, judging: Judging): (instance: Instance) => NsxWindow {
  const known = new Map<string, NsxWindow>();
  return ({ component, version }) => {
    const key = `${component.id} ${textOf(version)}`;
    let window = known.get(key);
    if (!window) {
      const entries = windowOf(matrix, judging, component.id, version, NSX);
      const inside = new Set(entries.filter(({ verdict }) => verdict.inside).map(({ release }) => release.version.text));
      window = { component: component.id, version, entries, inside };
      known.set(key, window);
    }
    return window;
  };
}

/** Instances of a node that an enforced relation ties to NSX. */
export const tiedToNsx = (matrix: Matrix, node: FleetNode): Instance[] =>
  node.instances.filter(({ component }) => component.id !== NSX && matrix.relation(NSX, component.id)?.enforce === true);

/** Null where NSX could not be observed, or is not listed at its manager at all: nothing is known of it then either. */
export const nsxVersionOf = (root: FleetNode): ObservedVersion =>
  root.instances.find(({ component }) => component.id === NSX)?.version ?? null;

/** Why a version does not go with an NSX release: a statement, or silence (`unknown` without a statement). */
export interface NsxConflict {
  readonly component: string;
  readonly version: string;
  readonly nsx: string;
  readonly verdict: Verdict['verdict'];
  readonly statement: string | null;
}

export const conflictOf = (
  component: string,
  version: ObservedVersion,
  nsx: ObservedVersion,
  { verdict, statement }: Verdict,
): NsxConflict => ({
  component,
  version: textOf(version),
  nsx: textOf(nsx),
  verdict,
  statement: statement?.id ?? null,
});

/** Nodes below and at a root that run the same version of a component tied to NSX. */
export interface TiedGroup {
  readonly instance: Instance;
  readonly nodes: FleetNode[];
}

/** In the order of component and version texts; nodes in the order of the tree. */
export function tiedGroups(matrix: Matrix, root: FleetNode): TiedGroup[] {
  const groups = new Map<string, TiedGroup>();
  for (const node of subtree(root))
    for (const instance of tiedToNsx(matrix, node)) {
      const key = `${instance.component.id} ${textOf(instance.version)}`;
      const group = groups.get(key);
      if (group) group.nodes.push(node);
      else groups.set(key, { instance, nodes: [node] });
    }
  return [...groups.entries()].toSorted(([a], [b]) => compareTexts(a, b)).map(([, group]) => group);
}
