import { canonicalJson } from '@lockstep/kernel';
import { encodePiece } from './fleet-bytes/utf8.js';
import type { FleetSnapshot } from './fleet-snapshot.js';
import { BEFORE_LIST, beginsIn, continuedFleetText, frameOf, type KnownFleetText, knownFleetText } from './known-fleet-text.js';
import { readDocuments } from './read-documents.js';

/**
 * Reads fleets one after the other. Of a fleet in canonical JSON that begins or ends with the clusters of the one before, only the others are read,
 * validated and digested; the common ones are the very same objects in both. Anything else is read as a whole.
 */
export class FleetTexts {
  private last: KnownFleetText | null = null;

  /** @param readWhole reads any text, or throws */
  constructor(private readonly readWhole: (text: string) => FleetSnapshot) {}

  read(text: string): FleetSnapshot {
    const changed = this.last && readChange(this.last, text);
    if (changed) {
      this.last = changed;
      return changed.fleet;
    }
    const fleet = this.readWhole(text);
    this.last = knownFleetText(text, fleet) ?? this.last;
    return fleet;
  }
}

/** `null` when only a reader of the whole text can tell what it is. */
function readChange(last: KnownFleetText, text: string): KnownFleetText | null {
  const start = text.indexOf(BEFORE_LIST) + BEFORE_LIST.length;
  const common = commonClusters(last, text, start);
  const others = readOthers(last, text, start, common);
  return others && joined(last, text, common, others);
}

/** Clusters that two texts have in common: so many at the beginning, and from one of the last text on to the end. */
interface Common {
  readonly before: number;
  readonly behind: number;
}

/** A text that is canonical JSON of a fleet, in its parts. */
interface CanonicalText extends Pick<KnownFleetText, 'fleet' | 'start' | 'tail'> {
  /** The clusters as they stand there. */
  readonly list: string;
}

/** The fleet without its common clusters. */
function readOthers(last: KnownFleetText, text: string, start: number, { before, behind }: Common): CanonicalText | null {
  const endsAlike = behind < last.fleet.spec.clusters.length;
  const end = endsAlike ? text.length - (last.text.length - last.start - last.begins[behind]!) : text.length;
  const between = text.slice(start + endOf(last, before), end);
  const list = between.replace(before > 0 ? /^,/ : '', '').replace(endsAlike ? /,$/ : '', '');
  const others = readCanonical(`${text.slice(0, start)}${list}${endsAlike ? last.tail : ''}`);
  if (others?.start !== start) return null;
  // The common clusters are canonical, with a comma between any two of them. So is the whole, if commas stand where these meet the others, and nowhere else.
  const { length } = others.fleet.spec.clusters;
  const comma = (isBetween: boolean) => (isBetween ? ',' : '');
  const expected = `${comma(before > 0 && (length > 0 || endsAlike))}${others.list}${comma(length > 0 && endsAlike)}${endsAlike ? '' : others.tail}`;
  return between === expected ? others : null;
}

function joined(last: KnownFleetText, text: string, { before, behind }: Common, others: CanonicalText): KnownFleetText | null {
  const { start, tail, list, fleet } = others;
  const known = last.fleet.spec.clusters;
  const clusters = [...known.slice(0, before), ...fleet.spec.clusters, ...known.slice(behind)];
  if (clusters.length === 0) return null;
  const begins = new Uint32Array(clusters.length + 1);
  begins.set(last.begins.subarray(0, before));
  const first = before > 0 ? last.begins[before]! : 0;
  const own = beginsIn(list, 0, list.length).map((offset) => offset + first);
  begins.set(own, before);
  const shift = text.length - start - (last.text.length - last.start);
  const moved = last.begins.subarray(behind).map((offset) => offset + shift);
  if (behind < known.length) begins.set(moved, before + fleet.spec.clusters.length);
  const spec = { ...(tail === last.tail ? last : others).fleet.spec, clusters };
  return continuedFleetText({ text, start, begins, tail }, { ...fleet, spec }, last, before);
}

function readCanonical(text: string): CanonicalText | null {
  const { documents, problems } = readDocuments([{ file: 'fleet', pieces: [encodePiece(text)] }]);
  const fleet = documents.FleetSnapshot[0]?.document;
  if (problems.length > 0 || !fleet || canonicalJson(fleet) !== text) return null;
  const { head, tail } = frameOf(fleet);
  return { fleet, start: head.length, tail, list: text.slice(head.length, text.length - tail.length) };
}

function commonClusters(last: KnownFleetText, text: string, start: number): Common {
  const { begins } = last;
  const a = last.text.length - last.start;
  const b = text.length - start;
  const ahead = reachOf(
    Math.min(a, b),
    (from, to) => last.text.slice(last.start + from, last.start + to) === text.slice(start + from, start + to),
  );
  const before = countUpTo(begins, ahead + 1) - 1;
  const limit = Math.min(a, b) - endOf(last, before);
  const back = reachOf(limit, (from, to) => slice(last.text, from, to) === slice(text, from, to));
  const behind = Math.min(begins.length - 1, Math.max(before, countUpTo(begins, a - back - 1)));
  return { before, behind };
}

/** How many of ascending numbers are no greater, by halving. */
function countUpTo(ascending: Uint32Array, most: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counted from the end. */
const slice = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);

/** Where so many clusters end, without the comma behind them. */
const endOf = ({ begins }: KnownFleetText, clusters: number): number => (clusters === 0 ? 0 : begins[clusters]! - 1);

/** Characters that are compared at once. */
const PIECE = 1 << 16;

/** How far two texts are alike, `limit` at most; `isAlike` tells it of a stretch between two distances. */
function reachOf(limit: number, isAlike: (from: number, to: number) => boolean): number {
  let reached = 0;
  for (let step = PIECE; step >= 1 && reached < limit;) {
    const to = Math.min(reached + step, limit);
    if (isAlike(reached, to)) reached = to;
    else step = Math.floor((to - reached) / 2);
  }
  return reached;
}
