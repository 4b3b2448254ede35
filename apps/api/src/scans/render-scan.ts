import { createHash } from 'node:crypto';
import type { KnownLook, KnownScan } from '@lockstep/fleet';
import type { JobProgress } from '@lockstep/platform';
import type { z } from 'zod';
import { renderFault } from '../sources/render-source.js';
import type * as dto from './scans.dto.js';

/** What the queue tells of a scan that runs. */
export interface ScanProgress {
  readonly children: { readonly ended: number; readonly of: number } | null;
  /** By source. */
  readonly soFar: ReadonlyMap<string, JobProgress>;
}

export const noProgress: ScanProgress = { children: null, soFar: new Map() };

const fieldsOf = ({ id, status, trigger, by, startedAt, endedAt, reason, skipped }: KnownScan) => ({
  id,
  status,
  trigger,
  by,
  startedAt,
  endedAt,
  abandoned: reason === 'abandoned',
  skipped: [...skipped],
});

function lookOf(source: string, look: KnownLook) {
  const ended = look.outcome === 'completed' || look.outcome === 'partial' ? look : undefined;
  return {
    source,
    outcome: look.outcome,
    endedAt: look.outcome === 'unended' ? null : look.endedAt,
    takenAt: ended?.takenAt ?? null,
    counts: ended?.counts ?? null,
    fault: look.outcome === 'failed' ? renderFault(look.fault) : null,
    faults: { ...ended?.faults },
  };
}

const looksOf = ({ looks }: KnownScan) => Object.entries(looks).toSorted(([a], [b]) => (a < b ? -1 : 1));

export const renderSummary = (known: KnownScan): z.output<typeof dto.scanSummary> => ({
  ...fieldsOf(known),
  sources: looksOf(known).map(([source, look]) => lookOf(source, look)),
});

export const renderScan = (known: KnownScan, { children, soFar }: ScanProgress): z.output<typeof dto.scan> => ({
  ...fieldsOf(known),
  progress: known.endedAt === null ? children : null,
  sources: looksOf(known).map(([source, look]) => {
    const ended = look.outcome === 'completed' || look.outcome === 'partial' ? look : undefined;
    return {
      ...lookOf(source, look),
      appeared: namesOf(ended?.appeared),
      missed: namesOf(ended?.missed),
      lost: namesOf(ended?.lost),
      unreached: namesOf(ended?.unreached),
      soFar: look.outcome === 'unended' ? soFarOf(soFar.get(source)) : null,
    };
  }),
});

export const etagOfScan = (scan: z.output<typeof dto.scan>): string =>
  `"${createHash('sha256').update(JSON.stringify(scan)).digest('base64url').slice(0, 27)}"`;

const namesOf = (names: Readonly<Record<string, readonly string[] | undefined>> = {}) =>
  Object.fromEntries(Object.entries(names).map(([kind, ids]) => [kind, [...(ids ?? [])]]));

function soFarOf(progress: JobProgress | undefined) {
  if (progress === undefined) return null;
  const count = (name: string) => (typeof progress[name] === 'number' ? progress[name] : 0);
  return { seen: count('seen'), changed: count('changed'), faults: count('faults') };
}
