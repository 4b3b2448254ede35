import { checkContent, checkLink, checkPlace } from './check-event.js';
import { type SealChecking, SealChecker } from './check-seals.js';
import { compareBatch, seeEvent, type SeenEvent } from './compare-batch.js';
import { EventReader } from './event-reader.js';
import { compareFindings, type Finding } from './finding.js';
import type { MerkleFrontier } from './merkle-tree.js';
import { type LostHead, MissingEvents } from './missing-events.js';
import { entryLength, type EventKey, firstKey, type RawEvent } from './raw-event.js';
import type { Seal } from './seal.js';
import { StreamHeads } from './stream-heads.js';

/** Where a record is read from: a database, a running service, an export. */
export interface RecordSource {
  /** The next events in reading order; none: there are no more, or none that is final. */
  readEvents(after: EventKey, limit: number): Promise<readonly RawEvent[]>;
  /** The next seals, oldest first. */
  readSeals(afterSize: number, limit: number): Promise<readonly Seal[]>;
  /** Heads of streams that no event is like. Only where the source knows heads. */
  findLostHeads?(): Promise<readonly LostHead[]>;
  /** For a part of the record: the tree and the last event before it. */
  readonly start?: { readonly tree: MerkleFrontier; readonly after: EventKey };
}

export interface VerifyOptions extends Omit<SealChecking, 'start'> {
  readonly pageSize?: number;
  /** Streams whose heads are kept at once, about 300 bytes each; with more streams the record is read several times. */
  readonly mostStreams?: number;
}

export interface VerificationReport {
  readonly outcome: 'intact' | 'broken';
  /** Events before the part that was read. */
  readonly before: number;
  readonly events: number;
  readonly seals: number;
  /** The first so many events of the record, those before the part included, are covered by a checkpoint kept elsewhere, or by a seal. */
  readonly anchoredSize: number;
  readonly sealedSize: number;
  /** When the first event after the last seal was recorded; null: there is none. */
  readonly unsealedSince: string | null;
  /** Verifier keys of valid signatures. */
  readonly keys: readonly string[];
  /** The first first; at most 100. */
  readonly findings: readonly Finding[];
  /** Those that are not in the list. */
  readonly furtherFindings: number;
}

const mostFindings = 100;

/** Reads the whole record once, with bounded memory, and says what was changed. */
export async function verifyRecord(source: RecordSource, options: VerifyOptions): Promise<VerificationReport> {
  const { pageSize = 2_000, mostStreams = 500_000 } = options;
  const start = source.start?.after ?? firstKey;
  const before = source.start?.tree.size ?? 0;
  const checker = new SealChecker({ ...options, start: source.start?.tree });
  const heads = new StreamHeads(mostStreams);
  const events = new EventReader(source, start, pageSize);
  const findings = new Findings();
  const missing = new MissingEvents();
  let index = before;
  let seals = 0;
  let last = start;
  const judge = (event: RawEvent) => {
    findings.add(checkPlace(event, index, last), checkContent(event, index));
    last = event;
    const link = checkLink(event, index, heads);
    if (link?.kind === 'removed') missing.addFollower(event);
    findings.add(link);
    index += 1;
  };
  for await (const seal of sealsOf(source, before)) {
    seals += 1;
    findings.add(...checker.check(seal));
    const seen: SeenEvent[] = [];
    for (
      let event = await events.next(seal.last);
      event !== undefined;
      event = events.nextAtHand(seal.last) ?? (await events.next(seal.last))
    ) {
      judge(event);
      // What was inserted could be any number.
      if (seen.length <= seal.entries.length / entryLength) seen.push(seeEvent(event));
    }
    const difference = compareBatch(seal, seen);
    if (difference !== undefined && 'chainHash' in difference) missing.addGone(difference);
    else findings.add(difference?.finding);
    // Whatever is missing or too much in this one, the next seal begins where it ends.
    index = seal.treeSize;
  }
  let unsealedSince: string | null = null;
  for (let event = await events.next(); event !== undefined; event = events.nextAtHand() ?? (await events.next())) {
    unsealedSince ??= event.recordedAt;
    judge(event);
  }
  findings.add(...checker.finish(index), ...findUnsealed(options, seals, events.count));
  const lostHeads = (await source.findLostHeads?.()) ?? [];
  findings.add(...missing.name(lostHeads), ...lostHeads.map((head) => lostHead(head, index)));
  for (let shard = 1; shard < heads.shards; shard++)
    await checkShard(source, start, pageSize, new StreamHeads(mostStreams, shard, heads.shards), findings);
  return {
    outcome: findings.count === 0 ? 'intact' : 'broken',
    before,
    events: events.count,
    seals,
    anchoredSize: checker.anchoredSize,
    sealedSize: checker.sealedSize,
    unsealedSince,
    keys: [...checker.usedKeys],
    findings: findings.first(mostFindings),
    furtherFindings: Math.max(0, findings.count - mostFindings),
  };
}

const lostHead = ({ stream, version }: LostHead, index: number): Finding => ({
  layer: 'head',
  kind: 'removed',
  index,
  event: { stream, version, position: null, id: null },
  message: `stream ${stream}; its head, version ${version}, must be its newest event; found none like it`,
});

/** Who knows a key or a checkpoint knows that the record was sealed. */
function findUnsealed({ keys, anchors }: VerifyOptions, seals: number, events: number): Finding[] {
  if (seals > 0 || events === 0 || keys.length + anchors.length === 0) return [];
  const message = `record; must have seals, since a key or a checkpoint of it is known; found ${events} events and no seal`;
  return [{ layer: 'seal', kind: 'removed', index: 0, event: null, message }];
}

async function checkShard(source: RecordSource, start: EventKey, pageSize: number, heads: StreamHeads, findings: Findings): Promise<void> {
  const events = new EventReader(source, start, pageSize);
  let index = source.start?.tree.size ?? 0;
  for (let event = await events.next(); event !== undefined; event = events.nextAtHand() ?? (await events.next()))
    findings.add(checkLink(event, index++, heads));
}

/** Keeps the first ones: seals and shards are not judged in the order of the record. */
class Findings {
  private kept: Finding[] = [];
  count = 0;

  add(...findings: readonly (Finding | undefined)[]): void {
    for (const finding of findings) {
      if (finding === undefined) continue;
      this.count += 1;
      this.kept.push(finding);
      if (this.kept.length > 10 * mostFindings) this.kept = this.first(mostFindings);
    }
  }

  first(count: number): Finding[] {
    return this.kept.toSorted(compareFindings).slice(0, count);
  }
}

async function* sealsOf(source: RecordSource, afterSize: number): AsyncGenerator<Seal> {
  for (let after = afterSize; ;) {
    const seals = await source.readSeals(after, 50);
    if (seals.length === 0) return;
    yield* seals;
    after = seals.at(-1)!.treeSize;
  }
}
