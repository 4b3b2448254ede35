import {
  API_VERSION,
  type CompatibilityMatrix,
  type MatrixSpec,
  type Problem,
  type RawDocument,
  readSourceText,
} from '@lockstep/documents';
import { compareTexts, digestOfText } from '@lockstep/kernel';
import { readCell } from './read-cell.js';
import { productOf, type ReadRelease, readRelease } from './read-release.js';
import { problemAt, readSnapshot, type Snapshot, type SnapshotEdge, type SnapshotNode } from './snapshot-shape.js';

export interface SnapshotFile {
  readonly file: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Of the document. */
  readonly name: string;
  /** Where the files were taken from. */
  readonly url?: string;
}

export type ImportOutcome =
  | { readonly outcome: 'imported'; readonly document: CompatibilityMatrix; readonly remarks: readonly string[] }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

type Release = Extract<ReadRelease, { kind: 'release' }>;

/**
 * Static snapshots of `vkstack` as one overlay of a matrix: cells become statements with evidence `mirror`, releases become releases. A blank cell becomes
 * nothing, and so does an incompatible one, which the snapshots do not hold. What is left out although it is there is told in the remarks.
 */
export function importSnapshots(files: readonly SnapshotFile[], { name, url }: ImportOptions): ImportOutcome {
  const collected = new Collected();
  for (const { file, text } of files) {
    const { documents, problems } = readSourceText({ file, text });
    collected.problems.push(...problems);
    for (const source of documents) {
      const snapshot = readSnapshot(source);
      if (Array.isArray(snapshot)) collected.problems.push(...snapshot);
      else collected.add(source, snapshot, sourceEntry(file, text, snapshot, url));
    }
  }
  if (collected.problems.length > 0) return { outcome: 'refused', problems: collected.problems };
  const document: CompatibilityMatrix = {
    apiVersion: API_VERSION,
    kind: 'CompatibilityMatrix',
    metadata: { name },
    spec: {
      components: [],
      relations: [],
      releases: collected.releases(),
      statements: collected.statements(),
      hops: [],
      sources: [...collected.sources],
    },
  };
  return { outcome: 'imported', document, remarks: collected.remarks() };
}

type SourceEntry = MatrixSpec['sources'][number];

function sourceEntry(file: string, text: string, { meta }: Snapshot, url: string | undefined): SourceEntry {
  const digest = digestOfText(text);
  const base = file.split(/[\\/]/).at(-1)!.slice(0, 100);
  return {
    id: `vkstack-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`,
    title: `vkstack snapshot ${base.replace(/[\p{Cc}\p{Cs}]/gu, ' ')}`,
    ...(url !== undefined && { url }),
    confidence: 'mirror',
    ...(meta && { retrieved: new Date(meta.fetchedAt).toISOString().slice(0, 10) }),
    note: digest,
  };
}

interface Pair {
  readonly sides: readonly [Release, Release];
  readonly edge: SnapshotEdge;
  readonly sources: Set<string>;
}

/** What all files say together. */
class Collected {
  readonly problems: Problem[] = [];
  readonly sources: SourceEntry[] = [];
  private readonly pairs = new Map<string, Pair>();
  /** By component and version: the variants under which it is listed, its ends of support, and who lists it. */
  private readonly listed = new Map<
    string,
    { release: Release; variants: Set<string>; ends: Set<string>; sources: Set<string>; hasData: boolean }
  >();

  add(source: RawDocument, { stackmap, stackmaps }: Snapshot, entry: SourceEntry): void {
    if (!this.sources.some(({ id }) => id === entry.id)) this.sources.push(entry);
    const answers = Object.entries(stackmaps).flatMap(([product, byVersion]) =>
      Object.entries(byVersion).map(([version, answer]) => ({ path: ['stackmaps', product, version], answer })),
    );
    for (const { path, answer } of [...(stackmap ? [{ path: ['stackmap'], answer: stackmap }] : []), ...answers]) {
      answer.layers.forEach(({ nodes }, layer) =>
        nodes.forEach((node, index) => this.addNode(source, [...path, 'layers', layer, 'nodes', index], node, entry.id)),
      );
      (answer.edges ?? []).forEach((edge, index) => this.addEdge(source, [...path, 'edges', index], edge, entry.id));
    }
  }

  releases(): MatrixSpec['releases'] {
    return [...this.listed.values()]
      .filter(({ release, hasData }) => hasData && isFullName(release))
      .map(({ release: { component, version }, ends, sources }) => ({
        component,
        version,
        ...(ends.size === 1 && { endOfSupport: [...ends][0]! }),
        sources: [...sources],
      }))
      .sort((a, b) => compareTexts(a.component, b.component) || compareTexts(a.version, b.version));
  }

  statements(): MatrixSpec['statements'] {
    return [...this.pairs.values()]
      .flatMap(({ sides: [a, b], edge, sources }) => {
        const cell = readCell(edge);
        if (cell.cell !== 'statement' || this.isAmbiguous(a) || this.isAmbiguous(b)) return [];
        return [
          {
            id: `vkstack-${a.component}-${a.version}-${b.component}-${b.version}`,
            between: { [a.component]: a.range, [b.component]: b.range },
            status: cell.status,
            evidence: 'mirror' as const,
            ...(cell.note !== null && { note: cell.note }),
            sources: [...sources],
          },
        ];
      })
      .sort((a, b) => compareTexts(a.id, b.id));
  }

  remarks(): string[] {
    const pairs = [...this.pairs.values()];
    const blank = pairs.filter(({ edge }) => readCell(edge).cell === 'blank').length;
    const ambiguous = [...this.listed.values()].filter(({ variants }) => variants.size > 1);
    const silent = [...this.listed.values()].filter(({ hasData }) => !hasData);
    const short = [...this.listed.values()].filter(({ release, hasData }) => hasData && !isFullName(release));
    const several = [...this.listed.values()].filter(({ ends }) => ends.size > 1);
    const name = ({ release }: { release: Release }) => `${release.component} ${release.version}`;
    return [
      ...(blank > 0 ? [`${blank} pairs are blank upstream: no statement`] : []),
      ...pairs.flatMap(({ sides: [a, b], edge }) => {
        const cell = readCell(edge);
        return cell.cell === 'left-out' ? [`${a.component} ${a.version} with ${b.component} ${b.version} is left out: ${cell.why}`] : [];
      }),
      ...ambiguous.map((one) => `${name(one)} is listed as ${[...one.variants].join(' and as ')}: its pairs are left out`),
      ...(silent.length > 0 ? [`nothing is published about ${silent.map(name).join(', ')}: no release`] : []),
      ...(short.length > 0
        ? [
            `${short.length} VKr are named without a build: statements cover every build of them, and the releases are left to who knows the builds`,
          ]
        : []),
      ...several.map((one) => `${name(one)} has several ends of support, ${[...one.ends].join(' and ')}: none is taken`),
    ];
  }

  private addNode(source: RawDocument, path: readonly (string | number)[], node: SnapshotNode, sourceId: string): void {
    const product = productOf(node.id);
    (node.releases ?? []).forEach((text, index) => {
      const read = this.read(source, [...path, 'releases', index], product, text);
      if (read?.kind !== 'release') return;
      const known = this.list(read, sourceId);
      known.hasData ||= node.noData !== true;
      if (node.eogs !== undefined && isAbout(node, text)) known.ends.add(node.eogs);
    });
  }

  private addEdge(source: RawDocument, path: readonly (string | number)[], edge: SnapshotEdge, sourceId: string): void {
    const sides = [edge.from, edge.to].map((id, index) =>
      this.read(source, [...path, 'releases', index], productOf(id), edge.releases[index]!),
    );
    const [a, b] = sides;
    if (a?.kind !== 'release' || b?.kind !== 'release') return;
    if (a.component === b.component) {
      this.problems.push(problemAt(source, path, `a pair is of two products; found ${a.component} twice`));
      return;
    }
    const ordered: [Release, Release] = compareTexts(a.component, b.component) < 0 ? [a, b] : [b, a];
    for (const side of ordered) this.list(side, sourceId).hasData = true;
    const key = ordered.map(({ component, version, variant }) => `${component} ${version} ${variant ?? ''}`).join('|');
    const known = this.pairs.get(key);
    if (!known) this.pairs.set(key, { sides: ordered, edge, sources: new Set([sourceId]) });
    else if (JSON.stringify(readCell(known.edge)) !== JSON.stringify(readCell(edge)))
      this.problems.push(
        problemAt(source, path, `says otherwise than another cell of ${a.component} ${a.version} with ${b.component} ${b.version}`),
      );
    else known.sources.add(sourceId);
  }

  private read(source: RawDocument, path: readonly (string | number)[], product: string, text: string): ReadRelease | undefined {
    const read = readRelease(product, text);
    if (read.ok) return read.value;
    this.problems.push(problemAt(source, path, read.problem));
    return undefined;
  }

  private list(release: Release, sourceId: string) {
    const key = `${release.component} ${release.version}`;
    const known = this.listed.get(key) ?? {
      release,
      variants: new Set<string>(),
      ends: new Set<string>(),
      sources: new Set<string>(),
      hasData: false,
    };
    this.listed.set(key, known);
    known.variants.add(release.variant ?? release.version);
    known.sources.add(sourceId);
    return known;
  }

  private isAmbiguous({ component, version }: Release): boolean {
    return (this.listed.get(`${component} ${version}`)?.variants.size ?? 0) > 1;
  }
}

/** A VKr without its build is no release that a cluster could be moved to: its bundle depends on the build. */
const isFullName = ({ component, version }: Release): boolean => component !== 'vkr' || version.includes('+');

/** A node of several releases tells which of them an end of support is about. */
const isAbout = ({ releases, notes, eogs }: SnapshotNode, release: string): boolean =>
  releases?.length === 1 || (notes ?? []).some((note) => note.startsWith(`${release} `) && note.includes(eogs!));
