import type { RawEvent } from './raw-event.js';

/** What gave a change away; docs/explanation/tamper-evidence.md tells which layer finds what. */
export const layers = ['content', 'chain', 'seal', 'order', 'signature', 'anchor', 'head'] as const;
export type Layer = (typeof layers)[number];

/** As far as it is known: of an event that is gone, a seal still tells the position. */
export interface FoundEvent {
  readonly stream: string | null;
  readonly version: number | null;
  readonly position: number | null;
  readonly id: string | null;
}

export interface Finding {
  readonly layer: Layer;
  readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'forged';
  /** Place of the event among all, from 0, in reading order; of a seal, that of the first event it covers. */
  readonly index: number;
  readonly event: FoundEvent | null;
  /** Subject; place; rule; found. */
  readonly message: string;
}

export const foundEvent = ({ stream, version, position, id }: RawEvent): FoundEvent => ({
  stream,
  version,
  position: Number(position),
  id,
});

export const nameEvent = ({ stream, version, position, id }: FoundEvent | RawEvent): string =>
  `${stream}, version ${version}, position ${position}, id ${id}`;

/** By place, then by how exactly the layer names what was changed. */
export const compareFindings = (a: Finding, b: Finding): number => a.index - b.index || layers.indexOf(a.layer) - layers.indexOf(b.layer);
