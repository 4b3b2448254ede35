import type { CompatibilityMatrix } from '@lockstep/documents';
import type { RecordedEvent } from '@lockstep/event-store';
import { orderKeyOf, type ProjectionTarget } from '@lockstep/event-store/postgres';
import { MATRIX_REVISION_PUBLISHED, type MatrixRevisionPublished, MATRIX_STREAM } from '@lockstep/matrix';
import {
  ClassTally,
  FINDING_ACKNOWLEDGED,
  type FindingAcknowledged,
  findingOfStream,
  type FindingsChange,
  FindingsFold,
  type FindingsStep,
  type FleetJudge,
  type FoldPosition,
  isLive,
  type NodeKind,
  START,
} from '../../domain/index.js';
import type { FleetChange, FleetFollower, FleetPage } from '../fleet-follower.js';
import { loadClasses, loadFindings, loadFold, loadMatrix, saveClasses, saveFindings, saveFold } from './finding-rows.js';
import { reportChangeOf, saveReportedFindings } from './reported-finding-rows.js';
import { faultsChangeOf, saveSourceFaults } from './source-fault-rows.js';

interface Standing {
  /** Oid of the table it stands in; null: in none yet. */
  readonly table: string | null;
  /** Of the last event folded. */
  readonly eventId: string | null;
  readonly position: FoldPosition;
  readonly document: CompatibilityMatrix | null;
  readonly tally: ClassTally | undefined;
}

/** Folds the pages of the projection `fleet` into classes and findings, in the same transaction. */
export class FindingsFollower implements FleetFollower {
  readonly tables = ['fleet_class', 'finding', 'finding_fold', 'source_fault', 'reported_finding'];
  /**
   * By table, how far this process has folded. It counts only while the table says the same and is the same: another process, a rollback, or a rebuild
   * may have been there.
   */
  private readonly standing = new Map<string, Standing>();

  constructor(private readonly judge: FleetJudge) {}

  async follow({ events, changes }: FleetPage, target: ProjectionTarget): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    const slot = target.table('finding_fold');
    const { position, document, tally } = await this.stand(target);
    this.standing.delete(slot);
    const fold = new FindingsFold(position, this.judge, document, tally);
    fold.apply(stepsOf(events, changes), await findSharing(changes, target));
    const { kept, position: reached } = fold.keep(await loadFindings(fold.touchedIds(), target));
    await saveClasses(fold.changedClasses, fold.tally, target);
    await saveFindings(kept, target);
    await saveSourceFaults(events, target);
    await saveReportedFindings(events, target);
    const table = await saveFold(last.id, reached, target);
    this.standing.set(slot, { table, eventId: last.id, position: reached, document: fold.document, tally: fold.tally });
  }

  private async stand(target: ProjectionTarget): Promise<Standing> {
    const stored = await loadFold(target);
    if (!stored) return { table: null, eventId: null, position: START, document: null, tally: undefined };
    const standing = this.standing.get(target.table('finding_fold'));
    if (standing?.eventId === stored.eventId && standing.table === stored.table) return standing;
    const document = await loadMatrix(stored.position.matrix, target);
    const tally = new ClassTally(document && this.judge.on(document, stored.position.day));
    for (const counted of await loadClasses(target)) tally.change([counted], new Set());
    return { ...stored, document, tally };
  }
}

/** Every event with what it did; a node's states stand in the order of its stream. */
function stepsOf(events: readonly RecordedEvent[], changes: readonly FleetChange[]): FindingsStep[] {
  const byPosition = new Map<number, FindingsChange>();
  for (const { before, states } of changes)
    states.forEach((after, index) =>
      byPosition.set(after.position, { change: 'node', before: index === 0 ? before : states[index - 1]!, after }),
    );
  return events.map((event) => {
    const { stream, position, recordedAt: at } = event;
    const change = byPosition.get(position) ?? otherChange(event);
    return { source: `${orderKeyOf(event.cursor)} ${stream}`, position, at, changes: change ? [change] : [] };
  });
}

function otherChange(event: RecordedEvent): FindingsChange | undefined {
  const { stream, type, data, position, recordedAt: at, actor: by } = event;
  if (stream === MATRIX_STREAM && type === MATRIX_REVISION_PUBLISHED) {
    const { digest, document } = data as MatrixRevisionPublished;
    return { change: 'matrix', digest, document };
  }
  if (type !== FINDING_ACKNOWLEDGED) return faultsChangeOf(event) ?? reportChangeOf(event);
  const { nsxManager, topic, reason, until } = data as FindingAcknowledged;
  return {
    change: 'acknowledged',
    finding: { id: findingOfStream(stream), nsxManager, topic },
    acknowledgement: { position, at, by, reason, until },
  };
}

/** Of ids that nodes of several kinds have or had, the kinds that were there before the page. The rows are those after it. */
async function findSharing(changes: readonly FleetChange[], { manager, table }: ProjectionTarget): Promise<Map<string, Set<NodeKind>>> {
  const rows = await manager.query<{ id: string; kind: NodeKind; live: boolean }[]>(
    `select id, kind, live from ${table('fleet_node')} where id in (
       select id from ${table('fleet_node')} where id = any ($1::text[]) group by id having count(*) > 1)`,
    [changes.map(({ after }) => after.id)],
  );
  const kinds = new Map<string, Set<NodeKind>>();
  for (const { id, kind, live } of rows) {
    const before = changes.find(({ after }) => after.id === id && after.kind === kind);
    const wasLive = before ? before.before !== null && isLive(before.before) : live;
    const sharing = kinds.get(id) ?? new Set();
    kinds.set(id, wasLive ? sharing.add(kind) : sharing);
  }
  return kinds;
}
