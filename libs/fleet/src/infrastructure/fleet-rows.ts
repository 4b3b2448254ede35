import type { DataSource, EntityManager } from 'typeorm';
import type { RecordedNode } from '../application/fleet-record.port.js';
import { confirmedBy, type DomainScan, type Place, type PlacedNode } from '../application/fold-events.js';
import { nodeOfKey, type NodeKind } from '../domain/index.js';
import { type PackedState, unpackNode, unpackPlacement } from './node-state.js';

export type Source = Pick<DataSource, 'query'> | EntityManager;

export const nodeColumns = 'kind, id, root, rooted_position::text, state, position::text, stream_version';
export const domainColumns = `nsx_manager, to_char(taken_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as taken_at,
  position::text as scan_position, compared_to::text`;

export interface NodeRow {
  readonly kind: NodeKind;
  readonly id: string;
  readonly root: string | null;
  readonly rooted_position: string;
  readonly state: PackedState;
  readonly position: string;
  readonly stream_version: number;
}

export interface DomainRow {
  readonly nsx_manager: string;
  readonly taken_at: string;
  readonly scan_position: string;
  readonly compared_to: string;
}

/** As the rows have it; what scans have confirmed since its last event is not in it. */
export type StoredNode = RecordedNode & Place;

export const readNode = (row: NodeRow): StoredNode => {
  const place = { root: row.root, rootedPosition: Number(row.rooted_position) };
  return Object.assign(readPlaced(row, place, undefined), { rootedPosition: place.rootedPosition });
};

/** As a scan has left it. */
export function readPlaced(
  { kind, id, state, position, stream_version }: NodeRow,
  place: Place,
  scan: DomainScan | undefined,
): RecordedNode {
  const apart = { kind, id, root: place.root, position: Number(position), streamVersion: stream_version };
  return unpackNode(state, apart, confirmedBy(scan, { heardPosition: state.heardPosition ?? 0 }, place));
}

export const readPlacement = ({ kind, id, state }: NodeRow): PlacedNode => ({
  kind,
  id,
  placement: unpackPlacement(state),
  placedPosition: state.placedPosition ?? 0,
});

export const readScan = ({ taken_at, scan_position, compared_to }: DomainRow): DomainScan => ({
  takenAt: taken_at,
  position: Number(scan_position),
  comparedTo: Number(compared_to),
});

export const readDomains = (rows: readonly DomainRow[]): Map<string, DomainScan> =>
  new Map(rows.map((row) => [row.nsx_manager, readScan(row)]));

/** Unambiguous although names and values may hold any visible character. */
export const labelText = (name: string, value: string): string => JSON.stringify([name, value]);

/** Kinds and ids as two arrays, for `unnest`. */
export function keyArrays(keys: Iterable<string>): [kinds: string[], ids: string[]] {
  const nodes = [...keys].map(nodeOfKey);
  return [nodes.map(({ kind }) => kind), nodes.map(({ id }) => id)];
}
