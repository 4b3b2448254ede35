import { jsonPointer, type Problem, type RawDocument } from '@lockstep/documents';
import { z } from 'zod';

const text = z.string().min(1).max(500);

/** One looked-up cell: the verdict on the two releases that it names. Strict, because an unknown member could turn its meaning round. */
const edge = z.strictObject({
  from: text,
  to: text,
  releases: z.tuple([text, text]),
  /** Compatible, and not tested. */
  untested: z.boolean().optional(),
  /** Drawn because a stack exists; nobody has published a verdict on the pair. */
  unverified: z.boolean().optional(),
  footnote: text.max(4_000).optional(),
});

const node = z.looseObject({
  id: text,
  releases: z.array(text).nullable(),
  notes: z.array(z.string()).nullish(),
  /** Nothing is published about any of its releases. */
  noData: z.boolean().optional(),
  /** End of general support. */
  eogs: z.iso.date().optional(),
});

const layer = z.looseObject({ key: text, nodes: z.array(node) });
const answer = z.looseObject({ layers: z.array(layer), edges: z.array(edge).nullish() });

/** A file of the static site: every answer of its map, by the product and version that is selected. */
const snapshot = z.strictObject({
  meta: z.looseObject({ fetchedAt: z.iso.datetime({ offset: true }) }).optional(),
  stackmap: answer.optional(),
  stackmaps: z.record(z.string(), z.record(z.string(), answer)),
});

export type Snapshot = z.output<typeof snapshot>;
export type SnapshotEdge = z.output<typeof edge>;
export type SnapshotNode = z.output<typeof node>;

/** As many as a person will read. */
const MOST = 50;

/** A map without a selection has no pairs. Where one is selected they must be there: by another name they would count as none. */
function withoutPairs(source: RawDocument, { stackmaps }: Snapshot): Problem[] {
  const answers = Object.entries(stackmaps).flatMap(([product, byVersion]) =>
    Object.entries(byVersion).map(([version, answer]) => ({ product, version, answer })),
  );
  return answers
    .filter(({ product, answer }) => product !== '' && answer.edges === undefined)
    .slice(0, MOST)
    .map(({ product, version }) =>
      problemAt(
        source,
        ['stackmaps', product, version, 'edges'],
        'the answer to a selection must have its pairs, or null for none; found no member edges',
      ),
    );
}

/** That a file says nothing is no answer that anybody waits for: its shape has changed, or it is another file. */
function nothingIn(source: RawDocument, { stackmap, stackmaps }: Snapshot): Problem[] {
  const answers = [...(stackmap ? [stackmap] : []), ...Object.values(stackmaps).flatMap((byVersion) => Object.values(byVersion))];
  const says = answers.some(
    ({ layers, edges }) =>
      (edges ?? []).length > 0 || layers.some(({ nodes }) => nodes.some(({ releases }) => (releases ?? []).length > 0)),
  );
  return says ? [] : [problemAt(source, ['stackmaps'], 'must name a release or a pair of releases; found neither')];
}

/** The snapshot, or where it is none. Places are JSON pointers. */
export function readSnapshot(source: RawDocument): Snapshot | Problem[] {
  const read = snapshot.safeParse(source.value);
  if (read.success) {
    const problems = [...withoutPairs(source, read.data), ...nothingIn(source, read.data)];
    return problems.length > 0 ? problems.slice(0, MOST) : read.data;
  }
  return read.error.issues.slice(0, MOST).flatMap((issue) => {
    const path = issue.path as (string | number)[];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) =>
        problemAt(source, [...path, key], `no member of a snapshot has this name; found ${JSON.stringify(key.slice(0, 100))}`),
      );
    return [problemAt(source, path, `not the shape of a snapshot: ${issue.message}`)];
  });
}

export const problemAt = (source: RawDocument, path: readonly (string | number)[], message: string): Problem => ({
  file: source.file,
  ...source.locate(path),
  path: jsonPointer(path) === '' ? '/' : jsonPointer(path),
  message,
});
