import type { DigestWriter } from '@lockstep/kernel';
import type { FleetCluster } from '../fleet-snapshot.js';
import type { ByteWindow } from './byte-window.js';
import { type ClusterMember, ClusterMembers, SLOTS } from './cluster-members.js';
import { IdReader } from './id-reader.js';
import { CLOSE_LIST, CLOSE_MAP, COLON, COMMA, endOfString, OPEN_MAP, QUOTE, skipSpace } from './json-bytes.js';
import { MemberTable } from './member-table.js';
import { decodePiece, encodePiece } from './utf8.js';

/** In bytes. A cluster takes some hundred; a longer one gets the closer look. */
const LONGEST_CLUSTER = 1 << 16;

export interface ReadClusters {
  readonly clusters: FleetCluster[];
  /** Offset of the closing bracket of the list in the window. */
  readonly end: number;
}

/** Clusters that are read in one turn: a hundredth of a second. */
const TURN = 2_000;

/**
 * Reads the list of clusters that begins at `start`, and adds what stands between its brackets to the digest, in canonical form. `null` when anything about it is
 * wrong, or so unusual that it needs a closer look.
 */
export const readClusters = (window: ByteWindow, start: number, digest: DigestWriter): Generator<void, ReadClusters | null> =>
  new ClusterReader(window, digest).readList(start);

class ClusterReader {
  private readonly table = new MemberTable();
  private readonly reader = new ClusterMembers();
  /** By number in the table. */
  private readonly known: ClusterMember[] = [];
  /** Of the cluster that is being read: its id, and its other members by slot. */
  private readonly id = new IdReader();
  private readonly members: (ClusterMember | null)[] = [];
  /** Where reading goes on. */
  private at = 0;

  constructor(
    private readonly window: ByteWindow,
    private readonly digest: DigestWriter,
  ) {}

  *readList(start: number): Generator<void, ReadClusters | null> {
    const clusters: FleetCluster[] = [];
    this.goTo(start + 1);
    if (this.window.bytes[this.at] === CLOSE_LIST) return { clusters, end: this.at };
    while (this.readCluster()) {
      this.addToDigest(clusters.length === 0);
      clusters.push(clusterOf(this.id.id, this.members as ClusterMember[]));
      const { bytes } = this.window;
      this.at = skipSpace(bytes, this.at);
      if (bytes[this.at] === CLOSE_LIST) {
        this.digest.add(CLOSING);
        return { clusters, end: this.at };
      }
      if (bytes[this.at] !== COMMA) return null;
      this.goTo(this.at + 1);
      if (clusters.length % TURN === 0) yield;
    }
    return null;
  }

  /** To what follows at the offset, with a whole cluster in sight. */
  private goTo(offset: number): void {
    const { window } = this;
    const isNear = offset <= window.bytes.length - LONGEST_CLUSTER || window.isLast;
    if (!isNear) window.moveTo(offset);
    this.at = skipSpace(window.bytes, isNear ? offset : 0);
  }

  private readCluster(): boolean {
    const { bytes } = this.window;
    const { members } = this;
    const { missing } = this.reader;
    if (bytes[this.at] !== OPEN_MAP) return false;
    let named = false;
    for (let slot = 0; slot < missing.length; slot++) members[slot] = missing[slot]!;
    let seen = 0;
    do {
      this.at = skipSpace(bytes, this.at + 1);
      if (this.isAtId(bytes)) {
        if (named || !this.readId(bytes)) return false;
        named = true;
      } else {
        const member = this.readMember(bytes);
        if (member === null || (seen & (1 << member.slot)) !== 0) return false;
        seen |= 1 << member.slot;
        members[member.slot] = member;
      }
    } while (bytes[this.at] === COMMA);
    return bytes[this.at++] === CLOSE_MAP && named && !members.includes(null);
  }

  private readMember(bytes: Buffer): ClusterMember | null {
    const start = this.at;
    const number = this.table.numberOf(this.window, start);
    if (number === -1) return null;
    this.at = this.table.end;
    const known = this.known[number];
    if (known) return known;
    const text = decodePiece(bytes.subarray(start, this.at));
    const member = text === null ? null : this.reader.read(text);
    if (member !== null) this.known.push(member);
    return member;
  }

  private isAtId(bytes: Buffer): boolean {
    const { at } = this;
    return bytes[at] === QUOTE && bytes[at + 1] === 0x69 && bytes[at + 2] === 0x64 && bytes[at + 3] === QUOTE;
  }

  private readId(bytes: Buffer): boolean {
    const colon = skipSpace(bytes, this.at + 4);
    const start = skipSpace(bytes, colon + 1);
    if (bytes[colon] !== COLON || bytes[start] !== QUOTE) return false;
    const end = endOfString(bytes, start);
    this.at = skipSpace(bytes, end);
    return this.id.read(bytes, start, end);
  }

  private addToDigest(isFirst: boolean): void {
    const { digest, id, members } = this;
    digest.add(isFirst ? OPENING : BETWEEN);
    for (let slot = 0; slot < members.length; slot++) {
      const { canonical } = members[slot]!;
      if (canonical.length > 0) digest.add(canonical);
      if (slot === SLOTS.cni) digest.add(id.canonical, id.length);
    }
  }
}

const [OPENING, BETWEEN, CLOSING] = [encodePiece('{'), encodePiece('},{'), encodePiece('}')] as const;

/** Fields that are given, in the order of the schema: as zod makes it. Written out, because it runs once for each cluster of a fleet. */
function clusterOf(id: string, members: readonly ClusterMember[]): FleetCluster {
  const project = members[SLOTS.project]!.value as FleetCluster['project'];
  const vpc = members[SLOTS.vpc]!.value as FleetCluster['vpc'];
  const nodes = members[SLOTS.nodes]!.value as FleetCluster['nodes'];
  const cluster = { id, supervisor: members[SLOTS.supervisor]!.value } as FleetCluster;
  if (project !== undefined) cluster.project = project;
  if (vpc !== undefined) cluster.vpc = vpc;
  cluster.cni = members[SLOTS.cni]!.value as FleetCluster['cni'];
  cluster.adapter = members[SLOTS.adapter]!.value as FleetCluster['adapter'];
  cluster.versions = members[SLOTS.versions]!.value as FleetCluster['versions'];
  if (nodes !== undefined) cluster.nodes = nodes;
  cluster.labels = members[SLOTS.labels]!.value as FleetCluster['labels'];
  return cluster;
}
