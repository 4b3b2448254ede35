import { canonicalJson } from '@lockstep/kernel';
import type { SourceNode } from './decide-look.js';
import {
  keysOf,
  type LookOutcome,
  SCAN_CANCELLED,
  SCAN_ENDED,
  SCAN_LOOK_ENDED,
  SCAN_SOURCE_FAILED,
  SCAN_STARTED,
  type ScanEvent,
  type ScanLookEnded,
  type ScanOutcome,
  type ScanStarted,
} from './scan-events.js';
import type { SourceFault } from './sighting.js';
import {
  SOURCE_CHANGED,
  SOURCE_FAULTS_OBSERVED,
  SOURCE_REGISTERED,
  SOURCE_REMOVED,
  type SourceDescription,
  type SourceEvent,
} from './source-events.js';

/** A fault with since when it is met. */
export interface LastingFault extends SourceFault {
  readonly since: string;
  /** How many looks of the source had been completed before it was met first. */
  readonly look: number;
}

export interface LookMoment {
  readonly scan: string;
  readonly outcome: LookOutcome;
  readonly at: string;
}

/** A source as the record has it now. All times are RFC 3339. */
export interface KnownSource extends SourceDescription {
  readonly id: string;
  readonly removed: boolean;
  readonly revision: number;
  readonly registeredAt: string;
  readonly changedAt: string;
  readonly faults: readonly LastingFault[];
  readonly omittedFaults: number;
  /** Completed ones. */
  readonly looks: number;
  /** `takenAt` of the last completed look. */
  readonly confirmedAt: string | null;
  readonly lastLook: LookMoment | null;
}

/** A look of a scan: what it came to, or why it failed. */
export type KnownLook =
  | { readonly outcome: 'unended' }
  | { readonly outcome: 'failed'; readonly fault: SourceFault; readonly endedAt: string }
  | ({ readonly outcome: 'completed' | 'partial'; readonly endedAt: string } & Omit<ScanLookEnded, 'source' | 'outcome'>);

export interface KnownScan {
  readonly id: string;
  readonly trigger: ScanStarted['trigger'];
  readonly by: string;
  readonly skipped: ScanStarted['skipped'];
  /** `cancelling`: somebody wants it to end. */
  readonly status: 'running' | 'cancelling' | ScanOutcome;
  readonly reason: 'abandoned' | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly looks: Readonly<Record<string, KnownLook>>;
  /** Of its first and its last event. */
  readonly startedPosition: number;
  readonly position: number;
}

/** An event of a source or a scan, with what the fold needs of its envelope. */
export type ScansEvent = { readonly subject: string; readonly at: string; readonly by: string; readonly position: number } & (
  { readonly about: 'source'; readonly event: SourceEvent } | { readonly about: 'scan'; readonly event: ScanEvent }
);

/** What is known before a page of events: at least what they are about. */
export interface KnownScans {
  readonly sources: Map<string, KnownSource>;
  readonly scans: Map<string, KnownScan>;
  /** Source to its nodes by `nodeKey`; absent here and yet known by number: those that the last completed look has confirmed. */
  readonly nodes: Map<string, Map<string, SourceNode>>;
}

export const noScans = (): KnownScans => ({ sources: new Map(), scans: new Map(), nodes: new Map() });

/** Folds one event into what is known. */
export function foldScansEvent(known: KnownScans, entry: ScansEvent): void {
  if (entry.about === 'source') foldSource(known, entry.subject, entry.event, entry.at);
  else foldScan(known, entry);
}

function foldSource({ sources, nodes }: KnownScans, id: string, event: SourceEvent, at: string): void {
  const before = sources.get(id);
  if (event.type === SOURCE_REGISTERED) {
    const revision = (before?.revision ?? 0) + 1;
    const blank = { removed: false, faults: [], omittedFaults: 0, looks: 0, confirmedAt: null, lastLook: null };
    sources.set(id, { ...event.data, ...blank, id, revision, registeredAt: at, changedAt: at });
    return;
  }
  if (!before) return;
  switch (event.type) {
    case SOURCE_CHANGED:
      sources.set(id, { ...before, ...event.data, revision: before.revision + 1, changedAt: at });
      return;
    case SOURCE_REMOVED:
      sources.set(id, { ...before, removed: true, faults: [], omittedFaults: 0, revision: before.revision + 1, changedAt: at });
      nodes.set(id, new Map());
      return;
    case SOURCE_FAULTS_OBSERVED: {
      const known = new Map(before.faults.map((fault) => [faultKey(fault), fault]));
      const faults = event.data.faults.map((fault) => known.get(faultKey(fault)) ?? { ...fault, since: at, look: before.looks });
      sources.set(id, { ...before, faults, omittedFaults: event.data.omitted });
    }
  }
}

export const faultKey = ({ code, subject, place, detail }: SourceFault): string => canonicalJson([code, subject, place, detail]);

function foldScan({ sources, scans, nodes }: KnownScans, entry: Extract<ScansEvent, { about: 'scan' }>): void {
  const { subject: id, event, at, by, position } = entry;
  if (event.type === SCAN_STARTED) {
    if (scans.has(id)) return;
    const { trigger, skipped } = event.data;
    const looks = Object.fromEntries(event.data.sources.map((source) => [source, { outcome: 'unended' as const }]));
    const rest = { status: 'running', reason: null, startedAt: at, endedAt: null, startedPosition: position, position } as const;
    scans.set(id, { id, trigger, by, skipped, looks, ...rest });
    return;
  }
  const scan = scans.get(id);
  if (!scan) return;
  const looked = (source: string, look: KnownLook) => scans.set(id, { ...scan, looks: { ...scan.looks, [source]: look }, position });
  switch (event.type) {
    case SCAN_LOOK_ENDED: {
      const { source, ...look } = event.data;
      looked(source, { ...look, endedAt: at });
      foldLook(sources, nodes, event.data, { scan: id, outcome: look.outcome, at });
      return;
    }
    case SCAN_SOURCE_FAILED: {
      const { source, fault } = event.data;
      looked(source, { outcome: 'failed', fault, endedAt: at });
      const before = sources.get(source);
      if (before) sources.set(source, { ...before, lastLook: { scan: id, outcome: 'failed', at } });
      return;
    }
    case SCAN_CANCELLED:
      scans.set(id, { ...scan, status: 'cancelling', position });
      return;
    case SCAN_ENDED:
      scans.set(id, { ...scan, status: event.data.outcome, reason: event.data.reason, endedAt: at, position });
  }
}

function foldLook(sources: KnownScans['sources'], nodes: KnownScans['nodes'], look: ScanLookEnded, moment: LookMoment): void {
  const source = sources.get(look.source);
  if (!source || source.removed) return;
  const ours = nodes.get(look.source) ?? new Map<string, SourceNode>();
  nodes.set(look.source, ours);
  const isCompleted = look.outcome === 'completed';
  // Before this look, what the source had confirmed last.
  const confirmedOf = (key: string) => {
    const node = ours.get(key);
    return node ? (node.confirmedAt ?? source.confirmedAt) : null;
  };
  if (isCompleted) {
    const missed = keysOf(look.missed);
    const unreached = keysOf(look.unreached);
    const kept = new Map<string, SourceNode>([
      ...missed.map((key) => [key, { misses: (ours.get(key)?.misses ?? 0) + 1, unreached: false, confirmedAt: confirmedOf(key) }] as const),
      ...unreached.map((key) => [key, { misses: ours.get(key)?.misses ?? 0, unreached: true, confirmedAt: confirmedOf(key) }] as const),
    ]);
    for (const key of ours.keys()) if (!isConfirmed(ours.get(key)!) && !kept.has(key)) ours.set(key, CONFIRMED);
    for (const key of keysOf(look.appeared)) ours.set(key, CONFIRMED);
    for (const [key, node] of kept) ours.set(key, { ...node, confirmedAt: node.confirmedAt ?? NEVER });
    for (const key of [...keysOf(look.lost), ...keysOf(look.forgotten)]) ours.delete(key);
  } else for (const key of keysOf(look.appeared)) ours.set(key, { misses: 0, unreached: true, confirmedAt: NEVER });
  sources.set(look.source, {
    ...source,
    lastLook: moment,
    looks: source.looks + (isCompleted ? 1 : 0),
    confirmedAt: isCompleted ? look.takenAt : source.confirmedAt,
  });
}

/** As the last completed look left it. */
const CONFIRMED: SourceNode = { misses: 0, unreached: false, confirmedAt: null };
/** No look has confirmed it yet. Text order is time order, and this comes before all. */
const NEVER = '';
const isConfirmed = ({ misses, unreached, confirmedAt }: SourceNode): boolean => misses === 0 && !unreached && confirmedAt === null;
