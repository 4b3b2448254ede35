import { API_VERSION, type Evidence, type MatrixSpec, type Problem, readValue, renderProblem, type Status } from '@lockstep/documents';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';

type Input<T> = { [K in keyof T]?: T[K] | undefined };
type Entry<K extends keyof MatrixSpec> = Input<MatrixSpec[K][number]>;

/** A release as text, or with whatever else matters to the test. */
type ReleaseSketch = string | Omit<Entry<'releases'>, 'component'>;

export interface MatrixSketch {
  /** Releases by component; a component of {@link WELL_KNOWN} is there when it has an entry, be it empty. */
  readonly releases: Readonly<Record<string, readonly ReleaseSketch[]>>;
  /** Components beside the well-known ones, or well-known ones with other properties. */
  readonly components?: readonly Entry<'components'>[];
  /** Left out: every pair that a statement is about, with `unknown: deny`. */
  readonly relations?: readonly Entry<'relations'>[];
  readonly statements?: readonly Entry<'statements'>[];
  /** Left out: every component may hop from anywhere to anywhere. */
  readonly hops?: readonly Entry<'hops'>[];
  readonly sources?: readonly Entry<'sources'>[];
}

/** The components of domain.md, as the reference matrix declares them. */
export const WELL_KNOWN = [
  { id: 'nsx', scope: 'nsxManager', versioning: 'dotted', backInTime: 'block' },
  { id: 'vcenter', scope: 'vcenter', versioning: 'vsphere', backInTime: 'block' },
  { id: 'supervisor', scope: 'supervisor', versioning: 'kubernetes', backInTime: 'allow' },
  { id: 'vks', scope: 'supervisor', versioning: 'dotted', backInTime: 'allow' },
  { id: 'vkr', scope: 'cluster', versioning: 'kubernetes', backInTime: 'allow' },
  { id: 'antrea', scope: 'cluster', versioning: 'semver', backInTime: 'allow' },
  { id: 'antrea-nsx-adapter', scope: 'cluster', versioning: 'semver', backInTime: 'allow' },
] as const;

/** Compiles a sketch; throws with the rendered problems when it is not a valid matrix. */
export function matrix(sketch: MatrixSketch): MatrixRevision {
  const declared = new Set(sketch.components?.map(({ id }) => id));
  const components = [
    ...WELL_KNOWN.filter(({ id }) => Object.hasOwn(sketch.releases, id) && !declared.has(id)),
    ...(sketch.components ?? []),
  ];
  const statements = (sketch.statements ?? []).map((statement, index) => ({ id: `statement-${index + 1}`, ...statement }));
  return compileSpec({
    components,
    relations: sketch.relations ?? pairsOf(statements).map((between) => ({ between })),
    releases: Object.entries(sketch.releases).flatMap(([component, list]) =>
      list.map((release) => ({ component, ...(typeof release === 'string' ? { version: release } : release) })),
    ),
    statements,
    hops: sketch.hops ?? components.map(({ id }) => hop(id!)),
    sources: sketch.sources ?? [],
  });
}

/** Validates and compiles the `spec` of one matrix document. */
export function compileSpec(spec: object, name = 'test'): MatrixRevision {
  const located = readValue(
    'CompatibilityMatrix',
    { apiVersion: API_VERSION, kind: 'CompatibilityMatrix', metadata: { name }, spec },
    'matrix',
  );
  if (Array.isArray(located)) throw new Error(renderProblems(located));
  const compiled = compileMatrix([located]);
  if ('problems' in compiled) throw new Error(renderProblems(compiled.problems));
  return compiled;
}

export const renderProblems = (problems: readonly Problem[]): string => problems.map(renderProblem).join('\n');

function pairsOf(statements: readonly Entry<'statements'>[]): [string, string][] {
  const pairs = new Map(
    statements.map(({ between }) => Object.keys(between ?? {}).sort() as [string, string]).map((pair) => [pair.join(' '), pair]),
  );
  return [...pairs.values()];
}

interface StatementExtras {
  readonly id?: string;
  readonly evidence?: Evidence;
  readonly expires?: string;
  readonly note?: string;
  readonly sources?: string[];
}

/** `validated('vkr >=1.34 <1.35', 'vks 3.6')`: each side is a component, a space and a range. */
const statementOf =
  (status: Status) =>
  (a: string, b: string, { evidence = 'vendor', ...extras }: StatementExtras = {}): Entry<'statements'> => ({
    between: Object.fromEntries([side(a), side(b)]),
    status,
    evidence,
    ...extras,
  });

export const validated = statementOf('validated');
export const untested = statementOf('untested');
export const transitional = statementOf('transitional');
export const rejected = statementOf('rejected');

const side = (text: string): [string, string] => {
  const space = text.indexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
};

export const hop = (component: string, from = '*', to = '*', extras: Entry<'hops'> = {}): Entry<'hops'> => ({
  component,
  from,
  to,
  status: 'supported',
  ...extras,
});
export const blockedHop = (component: string, from: string, to: string, extras: Entry<'hops'> = {}): Entry<'hops'> =>
  hop(component, from, to, { status: 'blocked', ...extras });
