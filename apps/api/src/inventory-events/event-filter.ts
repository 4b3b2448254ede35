import type { RecordedEvent } from '@lockstep/event-store';
import { findInventoryEventType, NODE_KINDS, type NodeKind, nodeOfStream, nodeStream, publicTypeOf } from '@lockstep/fleet';

/** Which events somebody wants to see; nothing given: all that are about a node. */
export interface EventWish {
  readonly type?: readonly string[];
  readonly kind?: NodeKind;
  /** Exactly this subject, or with `subjectPrefix` those that begin so. */
  readonly subject?: string;
  readonly subjectPrefix?: string;
  readonly project?: string;
}

/** The NSX Project that the node of each event belonged to after it; null: none, or it is not known. */
export type ProjectsAfter = (events: readonly RecordedEvent[]) => Promise<readonly (string | null)[]>;

/** As far as the record can be asked: some more are found than are wished for. */
export const roughFilter = ({ type, kind, subject, subjectPrefix, project }: EventWish) => ({
  streams:
    subject !== undefined || subjectPrefix !== undefined
      ? [subject ?? subjectPrefix!]
      : (project !== undefined ? (['cluster'] as const) : kind !== undefined ? [kind] : NODE_KINDS).map((one) => nodeStream(one, '')),
  ...(type === undefined ? {} : { types: type.flatMap((name) => findInventoryEventType(name)?.storedType ?? []) }),
});

/** Those of `events` that are wished for, in their order. */
export async function chooseEvents(
  events: readonly RecordedEvent[],
  wish: EventWish,
  projectsAfter: ProjectsAfter,
): Promise<RecordedEvent[]> {
  const plain = events.filter((event) => matches(event, wish));
  if (wish.project === undefined) return plain;
  // Only clusters belong to Projects.
  const clusters = plain.filter(({ stream }) => nodeOfStream(stream)?.kind === 'cluster');
  const projects = await projectsAfter(clusters);
  return clusters.filter((_, index) => projects[index] === wish.project);
}

function matches({ stream, type, schemaVersion }: RecordedEvent, wish: EventWish): boolean {
  const publicType = publicTypeOf(stream, type, schemaVersion);
  return (
    publicType !== undefined &&
    (wish.type === undefined || wish.type.includes(publicType)) &&
    (wish.kind === undefined || nodeOfStream(stream)?.kind === wish.kind) &&
    (wish.subject === undefined || stream === wish.subject) &&
    (wish.subjectPrefix === undefined || stream.startsWith(wish.subjectPrefix))
  );
}
