import { type FleetSnapshot, type Policy } from '@lockstep/documents';
import { isNewer } from '@lockstep/kernel';
import { judgePair, type Judging, type Matrix, type MatrixRevision, type ObservedVersion } from '@lockstep/matrix/domain';
import { fleetTrees, subtree } from '../model/fleet-tree.js';
import { dayOf } from '../model/inputs.js';
import { conflictOf, NSX, type NsxConflict, type NsxWindow, nsxVersionOf, nsxWindows, textOf, tiedToNsx } from './nsx-windows.js';

/**
 * - `unlimited`: no enforced relation ties anything in the cluster to NSX, so its side sets no limit
 * - `unknown`: where NSX is could not be observed, so there is no way to measure
 * - `out`: a pairing of the cluster with NSX is outside its window already
 * - `clear`: inside with every listed NSX release from here on
 * - `limited`: falls out at `fallsOutAt`
 */
export type RunwayState = 'unlimited' | 'unknown' | 'out' | 'clear' | 'limited';

/** How far NSX can move before a cluster falls out, if nothing else moves. It says nothing of hop rules, nor of Supervisors and vCenters: see `blockersOf`. */
export interface Runway {
  readonly cluster: string;
  readonly project: string | null;
  readonly nsxManager: string;
  readonly nsx: string;
  readonly state: RunwayState;
  /** Listed NSX releases above the present one, oldest first, up to the first that is outside. Empty when `out` or `unknown`. */
  readonly reach: readonly string[];
  /** Every listed NSX release that is inside, also behind a gap and below the present one. */
  readonly inside: readonly string[];
  /** The first listed NSX release above the present one that is outside. */
  readonly fallsOutAt: string | null;
  /** What is outside there, or now when `out`. */
  readonly limitedBy: readonly NsxConflict[];
  /** What in the cluster is tied to NSX, with the statements that put releases inside. */
  readonly windows: readonly RunwayWindow[];
}

export interface RunwayWindow {
  readonly component: string;
  readonly version: string;
  readonly inside: readonly string[];
  readonly statements: readonly string[];
}

/** The runway of every cluster, by upgrade domain and then in the order of the tree. The documents must have passed `fleetProblems`. */
export function runwayOf({ matrix }: MatrixRevision, fleet: FleetSnapshot, policy: Policy): Runway[] {
  const judging = { policy, day: dayOf(fleet) };
  const windowFor = nsxWindows(matrix, judging);
  return fleetTrees(matrix, fleet).flatMap((root) => {
    const nsx = nsxVersionOf(root);
    // Clusters with equal versions have equal runways: measured once.
    const measured = new Map<string, Measure>();
    return [...subtree(root)]
      .filter(({ scope }) => scope === 'cluster')
      .map((cluster) => {
        const windows = tiedToNsx(matrix, cluster).map(windowFor);
        const key = windows.map(({ component, version }) => `${component} ${textOf(version)}`).join('\n');
        let measure = measured.get(key);
        if (!measure) measured.set(key, (measure = measureRunway(matrix, judging, nsx, windows)));
        return { cluster: cluster.id, project: cluster.project, nsxManager: root.id, nsx: textOf(nsx), ...measure };
      });
  });
}

type Measure = Omit<Runway, 'cluster' | 'project' | 'nsxManager' | 'nsx'>;

function measureRunway(matrix: Matrix, judging: Judging, nsx: ObservedVersion, windows: readonly NsxWindow[]): Measure {
  const releases = matrix.releases(NSX).map(({ version }) => version);
  const isInside = (text: string) => windows.every(({ inside }) => inside.has(text));
  const rest = {
    inside: releases.map(({ text }) => text).filter(isInside),
    windows: windows.map(describeWindow),
  };
  if (windows.length === 0) {
    const reach = nsx === null ? [] : releases.filter((release) => isNewer(release, nsx)).map(({ text }) => text);
    return { state: 'unlimited', reach, fallsOutAt: null, limitedBy: [], ...rest };
  }
  if (nsx === null) return { state: 'unknown', reach: [], fallsOutAt: null, limitedBy: [], ...rest };
  const outside = conflictsWith(matrix, judging, nsx, windows);
  const ahead = releases.filter((release) => isNewer(release, nsx));
  const end = ahead.findIndex(({ text }) => !isInside(text));
  const fall = end < 0 ? null : ahead[end]!;
  if (outside.length > 0) return { state: 'out', reach: [], fallsOutAt: fall?.text ?? null, limitedBy: outside, ...rest };
  const reach = (end < 0 ? ahead : ahead.slice(0, end)).map(({ text }) => text);
  return {
    state: fall === null ? 'clear' : 'limited',
    reach,
    fallsOutAt: fall?.text ?? null,
    limitedBy: fall === null ? [] : conflictsWith(matrix, judging, fall, windows),
    ...rest,
  };
}

function conflictsWith(matrix: Matrix, judging: Judging, nsx: ObservedVersion, windows: readonly NsxWindow[]): NsxConflict[] {
  return windows.flatMap(({ component, version }) => {
    const verdict = judgePair(matrix, judging, component, version, NSX, nsx);
    return verdict.inside ? [] : [conflictOf(component, version, nsx, verdict)];
  });
}

function describeWindow({ component, version, entries, inside }: NsxWindow): RunwayWindow {
  const statements = new Set(entries.flatMap(({ verdict }) => (verdict.inside && verdict.statement ? [verdict.statement.id] : [])));
  return { component, version: textOf(version), inside: [...inside], statements: [...statements] };
}
