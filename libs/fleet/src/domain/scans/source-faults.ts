import { canonicalJson, compareTexts } from '@lockstep/kernel';
import { nodeKey } from '../fleet-node.js';
import { SOURCE_FAULTS, type FaultCode, type SourceFault } from './sighting.js';

/** A source of 10,000 clusters with a fault each says no more by its last 9,000. */
const MOST_FAULTS = 1_000;

/**
 * - `high`: what is seen cannot be trusted, or nothing is seen until somebody does something
 * - `medium`: a part is not seen, or not seen now
 */
export const faultSeverity = (code: FaultCode): 'high' | 'medium' => (HIGH.has(code) ? 'high' : 'medium');
const HIGH: ReadonlySet<FaultCode> = new Set([
  'login-refused',
  'certificate-expired',
  'certificate-untrusted',
  'tls-not-verified',
  'address-refused',
  'claimed-twice',
]);

/** What ends a look, or cuts a piece out of it: absent nodes may be in that piece, so that nobody can say they are gone. */
const HIDING: ReadonlySet<FaultCode> = new Set([
  'unreachable',
  'timed-out',
  'login-refused',
  'not-authorized',
  'certificate-expired',
  'certificate-untrusted',
  'address-refused',
  'redirected',
  'rate-limited',
  'server-error',
  'unreadable-answer',
  'wrong-shape',
]);
export const hidesNodes = ({ code, subject }: SourceFault): boolean => subject === null && HIDING.has(code);

/** Key of the node of which a part could not be read. Where a version could not, the one that is known stands, and this look does not confirm it. */
export const hiddenNode = ({ code, subject }: SourceFault): string | undefined =>
  subject && (HIDING.has(code) || code === 'unreadable-version') ? nodeKey(subject.kind, subject.id) : undefined;

/** The worst first; full order. */
export function compareFaults(a: SourceFault, b: SourceFault): number {
  const rank = ({ code }: SourceFault) => (faultSeverity(code) === 'high' ? 0 : 1);
  const text = ({ subject, place, detail }: SourceFault) => [subject?.kind ?? '', subject?.id ?? '', place ?? '', detail].join('\n');
  return rank(a) - rank(b) || SOURCE_FAULTS.indexOf(a.code) - SOURCE_FAULTS.indexOf(b.code) || compareTexts(text(a), text(b));
}

/** Each once, in order, and no more than the record keeps. */
export function keptFaults(faults: readonly SourceFault[]): { readonly faults: readonly SourceFault[]; readonly omitted: number } {
  const all = [...new Map(faults.map((fault) => [canonicalJson(fault), fault])).values()].toSorted(compareFaults);
  return { faults: all.slice(0, MOST_FAULTS), omitted: Math.max(0, all.length - MOST_FAULTS) };
}

/** Of `faults` those that are not among `others`. */
export function faultsBeyond(faults: readonly SourceFault[], others: readonly SourceFault[]): SourceFault[] {
  const known = new Set(others.map(canonicalJson));
  return faults.filter((fault) => !known.has(canonicalJson(fault)));
}

/**
 * After a look that failed as a whole: nothing was looked at, so what was wrong with parts stands; what was wrong with the source as a whole is
 * replaced.
 */
export const faultsAfterFailure = (before: readonly SourceFault[], failure: SourceFault): SourceFault[] => [
  ...before.filter((fault) => !hidesNodes(fault)),
  failure,
];
