import { canonicalJson } from '@lockstep/kernel';
import { type FleetCluster, fleetCluster } from '../fleet-snapshot.js';
import { readJson } from '../json-text.js';
import { pathsOfReservedKey } from '../reserved-key.js';
import { encodePiece } from './utf8.js';

/** The fields of a cluster but for the id, which no two clusters share, and their places in the canonical order. */
export const SLOTS = {
  adapter: 0,
  cni: 1,
  labels: 2,
  nodes: 3,
  project: 4,
  supervisor: 5,
  versions: 6,
  vpc: 7,
} as const satisfies Record<Exclude<keyof FleetCluster, 'id'>, number>;

type Field = keyof typeof SLOTS;
const FIELDS = Object.keys(SLOTS) as Field[];
const fields = fleetCluster.shape;

export interface ClusterMember {
  readonly slot: number;
  readonly value: unknown;
  /** Canonical JSON of the member, and a comma before it unless it is the first one; empty for a value that is left out. */
  readonly canonical: Uint8Array;
}

/** Reads single members of clusters by the rules of the schema. Members with equal values get the very same value, which is frozen if it is a map. */
export class ClusterMembers {
  private readonly members = new Map<string, ClusterMember>();
  /** By slot: what a cluster has where it has no such member; `null` where it must have one. */
  readonly missing: readonly (ClusterMember | null)[] = FIELDS.map((field) => this.valid(field, undefined));

  /** `text` is what stands between two commas: `"cni": "calico"`. `null` when it is no member of a cluster, or one that needs a closer look. */
  read(text: string): ClusterMember | null {
    const json = readJson(`{${text}}`);
    if (!json.ok || json.duplicates.length > 0 || pathsOfReservedKey(json.value).length > 0) return null;
    const members = Object.entries(json.value as object);
    const [field, value] = (members[0] ?? ['']) as [Field, unknown];
    return members.length === 1 && Object.hasOwn(SLOTS, field) ? this.valid(field, value) : null;
  }

  private valid(field: Field, given: unknown): ClusterMember | null {
    const { success, data: value } = fields[field].safeParse(given);
    if (!success) return null;
    const slot = SLOTS[field];
    const text = value === undefined ? '' : `${slot === 0 ? '' : ','}"${field}":${canonicalJson(value)}`;
    const key = `${field}${text}`;
    let member = this.members.get(key);
    if (!member) {
      member = { slot, value: Object.freeze(value), canonical: encodePiece(text) };
      this.members.set(key, member);
    }
    return member;
  }
}
