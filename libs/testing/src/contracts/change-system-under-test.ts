import { type ChangeDraft, type ChangeSystem, ChangeSystemFailure } from '@lockstep/approvals';
import type { ChangePeople, ShownChange, WireFaults } from '@lockstep/simulation';

/** A change system with people in it, and how the connector under test reaches it. */
export interface ChangeSystemUnderTest {
  readonly people: ChangePeople;
  /** Those that were not removed, oldest first. */
  changes(): readonly ShownChange[];
  /** A state that no setting of the connector names. */
  readonly strangeState: string;
  /** Whether a record that people have approved can be taken back to them. */
  readonly approvalsOnRevise: 'taken-back' | 'kept-for-good';
  /** UTF-16 code units. */
  readonly longest: { readonly summary: number; readonly text: number };
  connect(options?: ConnectOptions): ChangeSystem;
  /** Null: the connector calls nobody over a network. */
  readonly wire: ChangeWire | null;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly secret?: 'wrong';
  readonly timeouts?: { readonly total: number };
  readonly answerLimit?: number;
  readonly allowedNetworks?: readonly string[];
  readonly caBundle?: 'of-another-authority';
}

export interface ChangeWire {
  readonly faults: WireFaults;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
  /** None of these may be told to anybody. */
  readonly secrets: readonly [string, ...string[]];
  /** As they are sent with each request. */
  readonly credentials: string;
  /** The requests by which a record is made, and moved on. */
  readonly making: RegExp;
  readonly moving: RegExp;
  /** A refusal with status 400 in the system's own form. */
  refusal(text: string): unknown;
  /** The system drops what is written into the field of the implementation plan. */
  dropPlans(): void;
  /** Whether a rule of the system lets records move on; where it does not, it says so and nothing is written. */
  letMove(whether: 'yes' | 'no'): void;
  /** The account may only read. */
  readOnly(): void;
}

export const PLAN = '6f1c7a52-0d5e-4a73-9a58-5ff1f64a1b11';
export const OTHER_PLAN = '0b9e3c0e-55a4-4f0c-9d39-6a1f6a7c2d22';
export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const WINDOW = { start: '2026-12-05T20:00:00Z', end: '2026-12-06T04:00:00Z' };
/** Of a caller who waits for ever. */
export const never = new AbortController().signal;

export function draftOf(changes: Partial<ChangeDraft> = {}): ChangeDraft {
  const { digest = digestOf('a') } = changes;
  return {
    plan: PLAN,
    digest,
    planUrl: 'https://lockstep.example/plans/6f1c7a52',
    summary: 'Upgrade NSX 4.2 to 9.1',
    description: 'Nine steps',
    justification: 'NSX 4.2 is no longer supported',
    implementation: `Plan digest: ${digest}\nPlan: https://lockstep.example/plans/6f1c7a52\n\n1. vks 3.4.1 to 3.6.3`,
    backout: 'None before s3',
    test: 'Adapter healthy, then NSX, then addresses',
    risk: { level: 'high', text: 'A point of no return' },
    window: WINDOW,
    affected: ['nsx-1', 'sup-1'],
    ...changes,
  };
}

/** What something failed with, which it must. */
export async function faultOf(asked: Promise<unknown>): Promise<ChangeSystemFailure> {
  const end = await asked.then(
    (answer) => ({ answer }),
    (error: unknown) => error,
  );
  if (end instanceof ChangeSystemFailure) return end;
  throw end instanceof Error ? end : new Error(`must fail; found ${JSON.stringify(end)}`);
}
