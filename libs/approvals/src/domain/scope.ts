/** What something is about. All given must match; what is not given matches everything. */
export interface Scope {
  readonly nsxManagers?: readonly string[];
  readonly supervisors?: readonly string[];
  readonly projects?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** Where a node is. Null: it has no such place, as an NSX manager has no Supervisor. */
export interface NodePlace {
  readonly nsxManager: string | null;
  readonly supervisor: string | null;
  readonly project: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** Looks at the one node only: who moves something above clusters asks for every cluster below as well. */
export function inScope({ nsxManagers, supervisors, projects, labels = {} }: Scope, place: NodePlace): boolean {
  const names = (allowed: readonly string[] | undefined, found: string | null) =>
    allowed === undefined || (found !== null && allowed.includes(found));
  return (
    names(nsxManagers, place.nsxManager) &&
    names(supervisors, place.supervisor) &&
    names(projects, place.project) &&
    Object.entries(labels).every(([label, value]) => Object.hasOwn(place.labels, label) && place.labels[label] === value)
  );
}
