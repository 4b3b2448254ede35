import { jsonPointer } from '@lockstep/documents';
import type { AppendOutcome, AppendRequest, EventStore, NewEvent } from '@lockstep/event-store';
import { parse as parseUuid, v5 as nameBasedUuid } from 'uuid';
import {
  agreesWithNode,
  findInventoryEventType,
  type InventoryEventType,
  type NodeKind,
  nodeOfStream,
  nodeStream,
} from '../domain/index.js';

/** What somebody outside says has changed, in the attributes of CloudEvents 1.0. */
export interface ReportedEvent {
  /** Together with `source` the name of the event for ever: at most 511 visible characters, none of `source` a space. */
  readonly id: string;
  readonly source: string;
  /** `dev.lockstep.cluster.version-observed.v1` */
  readonly type: string;
  /** The stream of the node: `cluster-fra/pay`. */
  readonly subject: string;
  /** RFC 3339: when it was so. Absent: when it is recorded. */
  readonly time?: string;
  readonly data: unknown;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** One rule that a reported event breaks. */
export interface Refusal {
  /** RFC 6901, into the event as it was reported. */
  readonly pointer: string;
  readonly rule: string;
  readonly found: string;
}

export type IngestOutcome =
  /** `duplicate`: it is on record since an earlier report, where these say. */
  | {
      readonly outcome: 'accepted' | 'duplicate';
      readonly eventId: string;
      readonly stream: string;
      readonly version: number;
      readonly position: number;
    }
  | { readonly outcome: 'refused'; readonly refusals: readonly Refusal[] };

/** Source of the events that Lockstep itself made, when they are read. Such an event is the same one when it is reported again; no other may
 *  be reported under this source. */
export const recordSource = 'urn:lockstep:record';
/** No stream gets that far: what expects it is a duplicate or a conflict, and never appended. */
const neverReached = 2 ** 31 - 1;

/** Clocks of producers may be off by that much: a later time would make all that is really seen until then late. */
const mostAhead = 5 * 60_000;
const latestTime = Date.UTC(9999, 0);
/** One request to the record: large enough to be cheap, small enough to hold no stream for long. */
const batchSize = 500;
/** Namespace of name-based UUIDs (RFC 9562) of reported events: that of URLs, under the URN of this use. */
const eventNamespace = parseUuid(nameBasedUuid('urn:lockstep:reported-event', nameBasedUuid.URL));
const nodeId = /^(?!\s)[^\p{Cc}\p{Cs}]{1,200}$/u;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The rule that an observed version breaks, if it breaks one. */
export type VersionRule = (kind: NodeKind, component: string, version: string) => Promise<string | undefined>;

/** Makes reported events part of the record. Nothing is compared with what is known of a node: the projection does that. */
export class IngestEvents {
  /** `now`: RFC 3339. */
  constructor(
    private readonly store: Pick<EventStore, 'append' | 'appendMany'>,
    private readonly now: () => string,
    private readonly versionRule: VersionRule = async () => undefined,
  ) {}

  /** One outcome per event, in order; refused ones do not hold up the others. What throws has recorded a part, and may be repeated whole. */
  async execute(events: readonly ReportedEvent[], context: { actor: string; correlationId?: string }): Promise<readonly IngestOutcome[]> {
    const outcomes: IngestOutcome[] = [];
    for (let start = 0; start < events.length; start += batchSize)
      outcomes.push(...(await this.ingest(events.slice(start, start + batchSize), context)));
    return outcomes;
  }

  private async ingest(events: readonly ReportedEvent[], context: { actor: string; correlationId?: string }): Promise<IngestOutcome[]> {
    const latest = Date.parse(this.now()) + mostAhead;
    const prepared = await Promise.all(events.map((event) => this.check(prepare(event, latest, context))));
    const requests = prepared.filter((one): one is Prepared => !('refusals' in one));
    const appended = (await this.append(requests))[Symbol.iterator]();
    return prepared.map((one, index) => ('refusals' in one ? one : outcomeOf(events[index]!, one, appended.next().value!)));
  }

  /** A version that nobody could read would keep all of its upgrade domain from being judged. What is on record already stays a duplicate. */
  private async check(prepared: Prepared | Refused): Promise<Prepared | Refused> {
    if ('refusals' in prepared) return prepared;
    const { component, version } = prepared.events[0].data as { component?: string; version?: string | null };
    const node = nodeOfStream(prepared.stream);
    if (!node || component === undefined || typeof version !== 'string') return prepared;
    const rule = await this.versionRule(node.kind, component, version);
    return rule === undefined ? prepared : { ...prepared, expectedVersion: neverReached, unless: refuse('/data/version', rule, version) };
  }

  /** A lone event goes together with those of other requests, if there are any. */
  private async append(requests: readonly Prepared[]): Promise<readonly AppendOutcome[]> {
    const [first, second] = requests;
    const outcomes =
      first === undefined || second !== undefined
        ? await this.store.appendMany(requests)
        : [await this.store.append(first.stream, first.expectedVersion, first.events)];
    return Promise.all(outcomes.map((outcome, index) => this.asFormerly(outcome, requests[index]!)));
  }

  /** What an earlier version recorded comes again as the same event, though it is stored otherwise now. */
  private async asFormerly(outcome: AppendOutcome, { stream, events: [event], formerly }: Prepared): Promise<AppendOutcome> {
    if (outcome.outcome !== 'id-reused' || formerly === undefined) return outcome;
    const earlier = await this.store.append(stream, neverReached, [{ ...event, data: formerly }]);
    return earlier.outcome === 'duplicate' ? earlier : outcome;
  }
}

interface Prepared extends AppendRequest {
  readonly events: readonly [NewEvent];
  /** Its data as an earlier version stored them; undefined: as they are stored now. */
  readonly formerly: unknown;
  /** The answer, unless it is on record already; absent: it is appended. */
  readonly unless?: Refused;
}

type Refused = IngestOutcome & { readonly outcome: 'refused' };

function prepare(
  event: ReportedEvent,
  latest: number,
  { actor, correlationId }: { actor: string; correlationId?: string },
): Prepared | Refused {
  const type = findInventoryEventType(event.type);
  if (!type) return refuse('/type', 'must be the type of an inventory event', event.type);
  const node = nodeOfStream(event.subject);
  if (node?.kind !== type.kind || !nodeId.test(node.id))
    return refuse('/subject', `must be ${nodeStream(type.kind, '')} and the id of the node`, event.subject);
  const time = event.time === undefined ? latest : Date.parse(event.time);
  if (!(time >= 0 && time < latestTime)) return refuse('/time', 'must lie in the years 1970 to 9998', event.time);
  if (time > latest) return refuse('/time', `must be at most ${mostAhead / 60_000} minutes ahead of the clock of Lockstep`, event.time);
  const read = readData(type, node.id, event.data);
  if ('refusals' in read) return read;
  const { source, id } = event;
  const recorded: NewEvent = {
    id: eventIdOf(source, id),
    type: type.storedType,
    schemaVersion: type.schemaVersion,
    data: read.data,
    observedAt: event.time,
    actor,
    correlationId: event.correlationId ?? correlationId,
    causationId: event.causationId,
    idempotencyKey: `${source} ${id}`,
  };
  const request = { stream: event.subject, events: [recorded], formerly: type.formerly?.(read.data) } as const;
  if (source !== recordSource) return { ...request, expectedVersion: 'any' };
  const unless = refuse('/source', 'must be a producer: only what Lockstep has recorded itself has this source', source);
  return { ...request, expectedVersion: neverReached, unless };
}

function readData({ schema }: InventoryEventType, nodeIdText: string, data: unknown): { readonly data: unknown } | Refused {
  const read = schema.safeParse(data);
  if (!read.success) {
    const refusals = read.error.issues.map(({ path, message }): Refusal => {
      const place = path.filter((segment) => typeof segment !== 'symbol');
      return { pointer: jsonPointer(['data', ...place]), rule: message, found: renderFound(valueAt(data, place)) };
    });
    return { outcome: 'refused', refusals: refusals.slice(0, mostRefusals) };
  }
  if (!agreesWithNode(nodeIdText, read.data)) return refuse('/data', 'must be about the node of the subject', data);
  return read;
}

/** A form full of mistakes need not be told of all of them. */
const mostRefusals = 20;

const refuse = (pointer: string, rule: string, found: unknown): Refused => ({
  outcome: 'refused',
  refusals: [{ pointer, rule, found: renderFound(found) }],
});

/** One name is one event: the same UUID, whoever computes it. */
const eventIdOf = (source: string, id: string): string =>
  source === recordSource && uuid.test(id) ? id : nameBasedUuid(`${source} ${id}`, eventNamespace);

function outcomeOf(reported: ReportedEvent, { events: [event], unless }: Prepared, appended: AppendOutcome): IngestOutcome {
  const { outcome, stream } = appended;
  if (outcome === 'conflict') {
    if (!unless) throw new Error(`ingest; stream ${stream}; no version was expected; found a conflict`);
    return unless;
  }
  if (outcome === 'id-reused') return refuse('/id', oneMeaning, reported.id);
  if (outcome === 'archived') return refuse('/id', archivedEvent, reported.id);
  const [recorded] = appended.events;
  const { position, version, id: eventId, schemaVersion, observedAt } = recorded!;
  // The record compares stream, type and data; these two are the rest of what a producer says.
  if (outcome === 'duplicate') {
    if (schemaVersion !== event.schemaVersion) return refuse('/type', oneMeaning, reported.type);
    if (reported.time !== undefined && Date.parse(reported.time) !== Date.parse(observedAt))
      return refuse('/time', oneMeaning, reported.time);
  }
  return { outcome: outcome === 'appended' ? 'accepted' : 'duplicate', eventId, stream, version, position };
}

const archivedEvent = 'source and id name an event of a part of the record that was put away; it was not recorded again';
const oneMeaning = 'source and id name one event for ever: it is on record with other content';

/** A value as people are shown it; undefined: there is none. */
export function renderFound(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    root,
  );
