import type { RecordedEvent } from '@lockstep/event-store';
import {
  keysOf,
  SCAN_COMPLETED,
  SCAN_LOOK_ENDED,
  type ScanEvent,
  type ScanLookEnded,
  scanOfStream,
  scanStream,
  type ScansEvent,
  type SourceEvent,
  sourceOfStream,
} from '../../domain/index.js';

/** An event as the fold of sources and scans takes it; undefined: it is about something else. */
export function scansEventOf({ stream, type, data, recordedAt: at, actor: by, position }: RecordedEvent): ScansEvent | undefined {
  const source = sourceOfStream(stream);
  if (source !== undefined) return { about: 'source', subject: source, event: { type, data } as SourceEvent, at, by, position };
  if (!stream.startsWith(scanStream('')) || type === SCAN_COMPLETED) return undefined;
  return { about: 'scan', subject: scanOfStream(stream), event: { type, data } as ScanEvent, at, by, position };
}

/** What has to be known before a page of events to fold it. */
export interface NamedByScans {
  readonly sources: ReadonlySet<string>;
  readonly scans: ReadonlySet<string>;
  /** Source to keys of nodes, beside those that its last look has not confirmed. */
  readonly nodes: ReadonlyMap<string, ReadonlySet<string>>;
}

export function namedByScans(events: readonly ScansEvent[]): NamedByScans {
  const sources = new Set<string>();
  const scans = new Set<string>();
  const nodes = new Map<string, Set<string>>();
  for (const { about, subject, event } of events) {
    if (about === 'source') sources.add(subject);
    else scans.add(subject);
    if (event.type === SCAN_LOOK_ENDED) {
      const { source, appeared, missed, lost, forgotten, unreached }: ScanLookEnded = event.data;
      sources.add(source);
      const named = nodes.get(source) ?? new Set();
      for (const names of [appeared, missed, lost, forgotten, unreached]) for (const key of keysOf(names)) named.add(key);
      nodes.set(source, named);
    } else if ('source' in event.data) sources.add(event.data.source as string);
  }
  return { sources, scans, nodes };
}
