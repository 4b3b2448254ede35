import { digestOf } from '@lockstep/kernel';
import type { HealthLayer, NodeKind } from '../fleet-node.js';
import type { FaultCode } from '../scans/sighting.js';
import { faultSeverity } from '../scans/source-faults.js';

/** Findings that others make, who know more than the fleet, and report: see `ReportFindings`. */
const REPORTED_KINDS = ['break-glass', 'consumers-unseen', 'change-record-lost', 'change-record-ended', 'change-system-fault'] as const;
export type ReportedKind = (typeof REPORTED_KINDS)[number];

/** Findings that events open and close, and that are kept. */
export const RECORDED_KINDS = [
  'exposure',
  'unknown-release',
  'unknown-version',
  'dead-end',
  'unplaced',
  'shared-id',
  'lost-sight',
  'unregistered',
  'unhealthy',
  'rolling',
  'source-fault',
  ...REPORTED_KINDS,
] as const;
/** Findings that the calendar opens too: looked for when they are read. */
export const DATED_KINDS = ['support-ending', 'stale-evidence'] as const;
export const FINDING_KINDS = [...RECORDED_KINDS, ...DATED_KINDS] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface NodeName {
  readonly kind: NodeKind;
  readonly id: string;
}

/** What a finding is about. With its NSX manager it names the finding for ever: see `findingId`. */
export type Topic =
  | { readonly kind: 'exposure'; readonly between: readonly [string, string]; readonly versions: readonly [string, string] }
  /** A version that no release of the matrix lists, or that it cannot even read. */
  | { readonly kind: 'unknown-release'; readonly of: NodeKind; readonly component: string; readonly version: string }
  /** Nobody could observe which version runs. */
  | { readonly kind: 'unknown-version'; readonly of: NodeKind; readonly component: string }
  | { readonly kind: 'dead-end'; readonly component: string; readonly version: string }
  /** Nodes that hang on one that nobody has registered. */
  | { readonly kind: 'unplaced'; readonly of: NodeKind; readonly parent: NodeName }
  /** Nodes of several kinds with one id, although a goal selects by id alone. */
  | { readonly kind: 'shared-id'; readonly id: string }
  | { readonly kind: 'lost-sight'; readonly node: NodeName }
  | { readonly kind: 'unregistered'; readonly node: NodeName }
  /** The first layer of its health that fails. */
  | { readonly kind: 'unhealthy'; readonly node: NodeName; readonly layer: HealthLayer }
  /** A component of which several versions run in one node. */
  | { readonly kind: 'rolling'; readonly node: NodeName; readonly component: string }
  /** What is wrong with looks at a source. `node` null: with the source as a whole. */
  | { readonly kind: 'source-fault'; readonly source: string; readonly code: FaultCode; readonly node: NodeName | null }
  /** Signatures of a plan are passed over. `node`: the NSX manager that it moves things under; null: the whole fleet. */
  | { readonly kind: 'break-glass'; readonly plan: string; readonly node: NodeName | null }
  /** A plan takes an NSX manager past its Manager API, and nobody has looked who still uses it. */
  | { readonly kind: 'consumers-unseen'; readonly node: NodeName }
  /** The system in which a plan has its change record knows it no more. `node`: as of `break-glass`. */
  | { readonly kind: 'change-record-lost'; readonly plan: string; readonly node: NodeName | null }
  /** People have cancelled or closed the change record of a plan in its system, and the plan is not done. `node`: as of `break-glass`. */
  | { readonly kind: 'change-record-ended'; readonly plan: string; readonly node: NodeName | null }
  /** Records of a change system can not be read or written, again and again. `fault`: what is wrong. */
  | { readonly kind: 'change-system-fault'; readonly system: string; readonly fault: string; readonly node: null }
  | { readonly kind: 'support-ending'; readonly component: string; readonly version: string; readonly endOfSupport: string }
  /** A statement that pairings lean on and that ends, or kinds of nodes that nobody has observed for long. */
  | { readonly kind: 'stale-evidence'; readonly statement: string; readonly expires: string }
  | { readonly kind: 'stale-evidence'; readonly observations: NodeKind };

export const EXPOSURE_VERDICTS = ['rejected', 'untested', 'expired', 'below-floor', 'unknown', 'unobserved'] as const;
export type ExposureVerdict = (typeof EXPOSURE_VERDICTS)[number];

/** What is known of a topic besides: it may change while the finding stays the same one. */
export interface Fact {
  /** Kind of the nodes concerned. */
  readonly subjects: NodeKind;
  /** Of an exposure. */
  readonly verdict?: ExposureVerdict;
  /** The statement or hop rule that says so, or would if it counted; null: nobody has said anything. */
  readonly statement: string | null;
  /** Ids of sources of the matrix. */
  readonly sources: readonly string[];
  /** More in plain words; null: the title says all. */
  readonly detail: string | null;
}

/** A fault of one node, without its place. */
export interface Judged {
  readonly topic: Topic;
  readonly fact: Fact;
}

/** An open finding. */
export interface Finding extends Judged {
  readonly id: string;
  readonly nsxManager: string | null;
  /** How many nodes it concerns. */
  readonly nodes: number;
}

/** 128 bits of the digest of what the finding is about: the same finding has the same id in every database, and when it comes back. */
export const findingId = (nsxManager: string | null, topic: Topic): string =>
  digestOf({ nsxManager, topic }).slice('sha256:'.length, 'sha256:'.length + 32);

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * - `critical`: somebody has said that it does not work, and it runs; or what people have to agree on is passed over
 * - `high`: it runs although nobody vouches for it, or there is no way out of it, or plans cannot tell nodes apart, or NSX no longer sees its pods,
 *   or what a source says cannot be trusted
 * - `medium`: what runs there is not known well enough to judge, or does not work as it should
 * - `low`: worth to be tidied up
 */
export function severityOf({ topic, fact }: Judged): Severity {
  switch (topic.kind) {
    case 'exposure':
      return fact.verdict === 'rejected' ? 'critical' : fact.verdict === 'unobserved' ? 'medium' : 'high';
    case 'dead-end':
    case 'shared-id':
    case 'change-record-lost':
    case 'change-record-ended':
      return 'high';
    case 'unhealthy':
      return topic.layer === 'adapter' ? 'high' : 'medium';
    case 'source-fault':
      return faultSeverity(topic.code);
    case 'break-glass':
      return 'critical';
    case 'consumers-unseen':
    case 'change-system-fault':
    case 'rolling':
    case 'unknown-release':
    case 'unknown-version':
    case 'unplaced':
    case 'lost-sight':
    case 'support-ending':
      return 'medium';
    case 'unregistered':
    case 'stale-evidence':
      return 'low';
  }
}
