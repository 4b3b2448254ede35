import {
  API_VERSION,
  type CompatibilityMatrix,
  fleetDigest,
  type FleetSnapshot,
  type HopEntry,
  jsonPointer,
  type Located,
  type Path,
  type Problem,
  type ReleaseEntry,
  type StatementEntry,
} from '@lockstep/documents';
import { compileMatrix, type Matrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { fleetProblems, fleetTrees, subtree } from '@lockstep/planner';

/** A version that a node is assumed to run; `unknown`: assumed to be out of sight. */
export interface AssumedVersion {
  readonly node: string;
  readonly component: string;
  readonly version: string;
}

/** Facts that nobody has stated, laid over the matrix like one more document, and over the fleet. A tombstone takes a statement or hop rule away. */
export interface Assumptions {
  readonly statements: readonly StatementEntry[];
  readonly releases: readonly ReleaseEntry[];
  readonly hops: readonly HopEntry[];
  readonly versions: readonly AssumedVersion[];
}

/** Frozen with a request: what is assumed, and the recorded inputs that it is assumed over. */
export interface Hypothesis {
  readonly assumed: Assumptions;
  /** Digests of the published revision and of the fleet as observed. */
  readonly over: { readonly matrix: string; readonly fleet: string };
}

export interface AlteredInput {
  readonly revision: MatrixRevision;
  readonly fleet: FleetSnapshot;
}

/** `pointer` (RFC 6901) leads into the request; empty where what the assumptions break, or what was broken before, is not in it. */
export interface AssumptionProblem {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Matrix and fleet as they would be. Pure, so the altered inputs are never kept: they are made again from the recorded ones, and their digests
 * name nothing that was ever published or observed. Assumptions that alter neither are refused, for the plan would be a real one.
 * `member` points to the assumptions in the request.
 */
export function assume(
  revision: MatrixRevision,
  fleet: FleetSnapshot,
  assumed: Assumptions,
  member = '/hypothetical',
): AlteredInput | AssumptionProblem[] {
  const altered = alterMatrix(revision, assumed, member);
  if (Array.isArray(altered)) return altered;
  const placed = alterFleet(fleet, assumed, member);
  if (Array.isArray(placed)) return placed;
  const problems = fleetProblems(altered.matrix, locateFleet(placed, assumed, member)).map(toAssumptionProblem);
  if (problems.length > 0) return problems;
  const idle = idleVersions(altered.matrix, placed, assumed, member);
  if (idle.length > 0) return idle;
  if (altered.digest === revision.digest && fleetDigest(placed) === fleetDigest(fleet))
    return [{ pointer: member, detail: 'alters nothing: matrix and fleet say all of this already' }];
  return { revision: altered, fleet: placed };
}

function alterMatrix(
  revision: MatrixRevision,
  { statements, releases, hops }: Assumptions,
  member: string,
): MatrixRevision | AssumptionProblem[] {
  if (statements.length + releases.length + hops.length === 0) return revision;
  const base = revision.document;
  const overlay: CompatibilityMatrix = {
    apiVersion: API_VERSION,
    kind: 'CompatibilityMatrix',
    metadata: { name: 'assumptions' },
    spec: { components: [], relations: [], sources: [], statements: [...statements], releases: [...releases], hops: [...hops] },
  };
  const compiled = compileMatrix(
    [
      locate(base, (path, message) => ({
        path: '',
        message: `with the assumptions, the matrix breaks a rule at ${path.join('.')}: ${message}`,
      })),
      // What is wrong at `spec.statements[0]` of the overlay is wrong at `/statements/0` of the assumptions.
      locate(overlay, (path, message) => ({ path: member + jsonPointer(path.slice(1)), message })),
    ],
    `${base.metadata.name} (hypothetical)`,
  );
  return 'problems' in compiled ? compiled.problems.map(toAssumptionProblem) : compiled;
}

function alterFleet(fleet: FleetSnapshot, { versions }: Assumptions, member: string): FleetSnapshot | AssumptionProblem[] {
  const byNode = new Map<string, Record<string, string>>();
  const problems: AssumptionProblem[] = [];
  const { nsxManagers, vcenters, supervisors, clusters } = fleet.spec;
  const ids = new Set([nsxManagers, vcenters, supervisors, clusters].flatMap((list) => list.map(({ id }) => id)));
  versions.forEach(({ node, component, version }, index) => {
    const assumed = byNode.get(node) ?? {};
    if (!ids.has(node))
      problems.push({
        pointer: `${member}/versions/${index}/node`,
        detail: `no node of the fleet has this id; found ${JSON.stringify(node)}`,
      });
    if (Object.hasOwn(assumed, component))
      problems.push({ pointer: `${member}/versions/${index}`, detail: `${component} of ${JSON.stringify(node)} is assumed twice` });
    byNode.set(node, { ...assumed, [component]: version });
  });
  if (problems.length > 0) return problems;
  const alter = <Node extends { id: string; versions: Record<string, string> }>(list: readonly Node[]): Node[] =>
    list.map((node) => (byNode.has(node.id) ? { ...node, versions: { ...node.versions, ...byNode.get(node.id) } } : node));
  const spec = {
    ...fleet.spec,
    nsxManagers: alter(nsxManagers),
    vcenters: alter(vcenters),
    supervisors: alter(supervisors),
    clusters: alter(clusters),
  };
  return { ...fleet, spec };
}

/** A cluster without Antrea or without the adapter ignores a version given for it: an assumption that says nothing is a mistake. */
function idleVersions(matrix: Matrix, fleet: FleetSnapshot, { versions }: Assumptions, member: string): AssumptionProblem[] {
  const running = new Map(
    fleetTrees(matrix, fleet).flatMap((root) =>
      [...subtree(root)].map(({ id, instances }) => [id, instances.map(({ component }) => component.id)]),
    ),
  );
  return versions.flatMap(({ node, component }, index) =>
    running.get(node)?.includes(component)
      ? []
      : [{ pointer: `${member}/versions/${index}/component`, detail: `${node} does not run ${component}` }],
  );
}

/** Problems of the altered fleet are told at the assumption that made them; the fleet as observed has none, or is not the request's fault. */
function locateFleet(fleet: FleetSnapshot, { versions }: Assumptions, member: string): Located<FleetSnapshot> {
  return locate(fleet, (path, message) => {
    const [, list, index, field, component] = path;
    const nodes = fleet.spec[list as 'clusters'] as readonly { id: string }[] | undefined;
    const node = typeof index === 'number' ? nodes?.[index]?.id : undefined;
    const guilty = field === 'versions' ? versions.findIndex((at) => at.node === node && at.component === component) : -1;
    if (guilty < 0) return { path: '', message: `the recorded fleet does not fit the matrix; ${path.join('.')}; ${message}` };
    return { path: `${member}/versions/${guilty}`, message };
  });
}

const locate = <T>(document: T, tell: (path: Path, message: string) => { path: string; message: string }): Located<T> => ({
  document,
  source: {
    file: '',
    value: document,
    locate: () => ({ line: 1, column: 1 }),
    problem: (path: Path, message: string): Problem => ({ file: '', line: 1, column: 1, ...tell(path, message) }),
  },
});

const toAssumptionProblem = ({ path, message }: Problem): AssumptionProblem => ({ pointer: path, detail: message });
