import {
  API_VERSION,
  type CompatibilityMatrix,
  compareProblems,
  type Located,
  type MatrixSpec,
  type Path,
  type Problem,
  UNKNOWN_VERSION,
} from '@lockstep/documents';
import { type Digest, digestOf, parseRange, parseVersion, type Range, type Version } from '@lockstep/kernel';
import { composeMatrix, type Composition, type Entry, hopId, type MatrixPart, partsOf } from './compose-matrix.js';
import { type Component, type Condition, type HopRule, Matrix, type Release, type Statement } from './matrix.js';

/** An immutable, content-addressed edition of the matrix, and the parts it was composed of. */
export interface MatrixRevision {
  readonly digest: Digest;
  readonly document: CompatibilityMatrix;
  readonly parts: readonly MatrixPart[];
  readonly matrix: Matrix;
}

/**
 * Composes documents into one revision, or returns every problem of all of them: a revision with an error is refused whole.
 * The digest is taken over the composed `spec`, so it does not depend on names, file order or how the facts were spread over files.
 */
export function compileMatrix(
  documents: readonly Located<CompatibilityMatrix>[],
  name = 'composed',
): MatrixRevision | { readonly problems: readonly Problem[] } {
  const composition = composeMatrix(documents);
  const compiler = new Compiler(composition);
  const matrix = compiler.compile();
  const problems = [...composition.problems, ...compiler.problems];
  if (composition.entries.components.length === 0) {
    const first = documents[0]?.source;
    problems.push(first ? first.problem(['spec', 'components'], 'a matrix needs at least one component; found none') : noDocument());
  }
  if (problems.length > 0) return { problems: problems.sort(compareProblems) };
  const spec = Object.fromEntries(
    Object.entries(composition.entries).map(([list, entries]) => [list, entries.map((entry) => entry.value)]),
  ) as unknown as MatrixSpec;
  const composedName = documents.length === 1 ? documents[0]!.document.metadata.name : name;
  return {
    digest: digestOf(spec),
    document: { apiVersion: API_VERSION, kind: 'CompatibilityMatrix', metadata: { name: composedName }, spec },
    parts: partsOf(documents),
    matrix,
  };
}

const noDocument = (): Problem => ({ file: 'input', line: 1, column: 1, path: '', message: 'no CompatibilityMatrix document was given' });

class Compiler {
  readonly problems: Problem[] = [];
  private readonly components = new Map<string, Component>();

  constructor(private readonly composition: Composition) {}

  compile(): Matrix {
    const { entries } = this.composition;
    for (const { value } of entries.components)
      this.components.set(value.id, {
        id: value.id,
        scope: value.scope,
        scheme: value.versioning,
        backInTime: value.backInTime,
        title: value.title ?? value.id,
      });
    const sourceIds = new Set(entries.sources.map(({ value }) => value.id));
    for (const list of [entries.relations, entries.releases, entries.statements, entries.hops])
      for (const entry of list as readonly Entry<{ sources: string[] }>[])
        entry.value.sources.forEach((id, index) => {
          if (!sourceIds.has(id)) this.blame(entry, ['sources', index], `no source has this id; found ${JSON.stringify(id)}`);
        });
    return new Matrix({
      components: [...this.components.values()],
      relations: entries.relations.flatMap((entry) => this.relation(entry)),
      releases: entries.releases.flatMap((entry) => this.release(entry)),
      statements: entries.statements.flatMap((entry) => this.statement(entry)),
      hops: entries.hops.flatMap((entry) => this.hop(entry)),
      sources: entries.sources.map(({ value }) => ({
        id: value.id,
        title: value.title,
        url: value.url ?? null,
        confidence: value.confidence,
      })),
    });
  }

  private relation(entry: Entry<MatrixSpec['relations'][number]>) {
    const [a, b] = entry.value.between;
    const known = [a, b].map((id, index) => this.component(entry, ['between', index], id));
    if (a === b) this.blame(entry, ['between'], `a relation is between two different components; found ${a} twice`);
    return known.every((component) => component !== null) ? [{ a, b, unknown: entry.value.unknown, enforce: entry.value.enforce }] : [];
  }

  private release(entry: Entry<MatrixSpec['releases'][number]>): Release[] {
    const { value } = entry;
    const component = this.component(entry, ['component'], value.component);
    if (!component) return [];
    const version = this.version(entry, ['version'], component, value.version);
    if (!version) return [];
    const bundle = new Map<string, Version>();
    for (const [id, text] of Object.entries(value.bundle ?? {})) {
      const bundled = this.component(entry, ['bundle', id], id);
      if (!bundled) continue;
      if (bundled.id === component.id) this.blame(entry, ['bundle', id], 'a release cannot bundle its own component (a cycle)');
      else if (bundled.scope !== component.scope)
        this.blame(
          entry,
          ['bundle', id],
          `a bundle stays at its node: ${component.id} is per ${component.scope}, ${id} per ${bundled.scope}`,
        );
      else if (this.bundles(id))
        this.blame(entry, ['bundle', id], `releases of ${id} bundle others themselves; bundles do not nest (a cycle could follow)`);
      const bundledVersion = this.version(entry, ['bundle', id], bundled, text);
      if (bundledVersion) bundle.set(id, bundledVersion);
    }
    return [
      {
        component: component.id,
        version,
        released: value.released ?? null,
        endOfSupport: value.endOfSupport ?? null,
        bundle,
        note: value.note ?? null,
        sources: value.sources,
      },
    ];
  }

  private bundles(component: string): boolean {
    return this.composition.entries.releases.some(
      ({ value }) => value.component === component && Object.keys(value.bundle ?? {}).length > 0,
    );
  }

  private statement(entry: Entry<MatrixSpec['statements'][number]>): Statement[] {
    const { value } = entry;
    const ranges = Object.entries(value.between ?? {})
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, text]) => this.condition(entry, ['between', id], id, text));
    const [first, second] = ranges;
    if (!first || !second || !value.status || !value.evidence) return [];
    return [
      {
        id: value.id,
        ranges: [first, second],
        status: value.status,
        evidence: value.evidence,
        expires: value.expires ?? null,
        note: value.note ?? null,
        sources: value.sources,
      },
    ];
  }

  private hop(entry: Entry<MatrixSpec['hops'][number]>): HopRule[] {
    const { value } = entry;
    const component = value.component === undefined ? null : this.component(entry, ['component'], value.component);
    if (!component || value.from === undefined || value.to === undefined || value.status === undefined) return [];
    const from = this.range(entry, ['from'], component, value.from);
    const to = this.range(entry, ['to'], component, value.to);
    const conditions = (list: 'requires' | 'when') =>
      (value[list] ?? []).flatMap((condition, index): Condition[] => {
        const read = this.condition(entry, [list, index, 'range'], condition.component, condition.range, [list, index, 'component']);
        return read ? [read] : [];
      });
    const [requires, when] = [conditions('requires'), conditions('when')];
    if (!from || !to) return [];
    return [
      {
        id: hopId(value),
        component: component.id,
        from,
        to,
        status: value.status,
        maxMinorStep: value.maxMinorStep ?? null,
        requires,
        when,
        reversible: value.reversible,
        note: value.note ?? null,
        sources: value.sources,
      },
    ];
  }

  private condition<T>(entry: Entry<T>, path: Path, id: string, text: string, componentPath: Path = path): Condition | null {
    const component = this.component(entry, componentPath, id);
    const range = component && this.range(entry, path, component, text);
    return component && range ? { component: component.id, range } : null;
  }

  private component<T>(entry: Entry<T>, path: Path, id: string): Component | null {
    const component = this.components.get(id);
    if (!component) this.blame(entry, path, `no component has this id; found ${JSON.stringify(id)}`);
    return component ?? null;
  }

  private version<T>(entry: Entry<T>, path: Path, component: Component, text: string): Version | null {
    if (text === UNKNOWN_VERSION) {
      this.blame(entry, path, 'a matrix names concrete versions; found "unknown"');
      return null;
    }
    const version = parseVersion(component.scheme, text);
    if (!version.ok) this.blame(entry, path, version.problem);
    return version.ok ? version.value : null;
  }

  private range<T>(entry: Entry<T>, path: Path, component: Component, text: string): Range | null {
    const range = parseRange(component.scheme, text);
    if (!range.ok) this.blame(entry, path, range.problem);
    return range.ok ? range.value : null;
  }

  private blame<T>(entry: Entry<T>, path: Path, message: string): void {
    this.problems.push(entry.problem(path, message));
  }
}
