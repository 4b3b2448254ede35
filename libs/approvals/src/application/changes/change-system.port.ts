import type { z } from 'zod';
import type { ChangeFault, ChangeReading, ChangeWindow } from '../../domain/changes/change-reading.js';

export {
  type ChangeApproval,
  type ChangeFault,
  type ChangePhase,
  type ChangeReading,
  type ChangeWindow,
} from '../../domain/changes/change-reading.js';

/** What a change record says. Texts are plain text of any length; a connector cuts what its system cannot hold, and never the digest. */
export interface ChangeDraft {
  /** Id of the plan: the key under which the record is found again. */
  readonly plan: string;
  readonly digest: string;
  /** Where a person reads the plan; null: the service does not know how it is reached. */
  readonly planUrl: string | null;
  /** One line. */
  readonly summary: string;
  readonly description: string;
  readonly justification: string;
  /** Begins with digest, plan URL and window, so that whoever approves sees what is approved. */
  readonly implementation: string;
  readonly backout: string;
  readonly test: string;
  readonly risk: { readonly level: 'low' | 'moderate' | 'high'; readonly text: string };
  /** RFC 3339 in UTC; null: no schedule is kept. */
  readonly window: ChangeWindow | null;
  /** Names of what the plan moves, NSX managers, vCenters and Supervisors first. */
  readonly affected: readonly string[];
}

/** A system that holds change records, open for requests. What it cannot do it throws as a `ChangeSystemFailure`. */
export interface ChangeSystem {
  /** The record of a plan that is neither closed nor cancelled; more than one is a failure `ambiguous`. */
  find(plan: string, signal: AbortSignal): Promise<ChangeReading | undefined>;
  /**
   * Looks first, since the systems know no idempotency: a record of this plan that is open is answered and not written. Asks for approval.
   * @param making makes the record, or throws where it is not to be made now. Nothing else here makes one
   */
  open(draft: ChangeDraft, signal: AbortSignal, making?: Making): Promise<ChangeReading>;
  /** Numbers of other records that have the id of this plan and are neither closed nor cancelled, as far as they are known by now: searches may lag behind. */
  findDoubles(plan: string, reference: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Undefined: it is gone. */
  read(reference: string, signal: AbortSignal): Promise<ChangeReading | undefined>;
  /**
   * Writes another draft over a record and moves it back to where it needs approval anew. `not-revisable`: the system cannot take an approval back; the
   * record is then to be cancelled and a new one opened.
   */
  revise(reference: string, draft: ChangeDraft, signal: AbortSignal): Promise<ChangeReading>;
  /** Tells that work has begun; no effect on one that is past this. */
  begin(reference: string, signal: AbortSignal): Promise<ChangeReading>;
  finish(
    reference: string,
    end: { readonly outcome: 'successful' | 'unsuccessful'; readonly notes: string },
    signal: AbortSignal,
  ): Promise<ChangeReading>;
  cancel(reference: string, reason: string, signal: AbortSignal): Promise<ChangeReading>;
  /** A work note or comment, for people. */
  note(reference: string, text: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Around the one request by which a record is made. */
export type Making = <Made>(make: () => Promise<Made>) => Promise<Made>;

export class ChangeSystemFailure extends Error {
  override readonly name = 'ChangeSystemFailure';
  readonly lost: boolean;

  /**
   * @param detail a sentence for people; holds no secret
   * @param retryable whether the same request may well succeed later
   * @param retryAfter seconds that the system asked for
   * @param options `lost`: what was asked for may have been done all the same, or be done yet
   */
  constructor(
    readonly fault: ChangeFault,
    readonly detail: string,
    readonly retryable: boolean,
    readonly retryAfter: number | null = null,
    options?: ErrorOptions & { readonly lost?: boolean },
  ) {
    super(detail, options);
    this.lost = options?.lost ?? false;
  }
}

/** How records are kept in one kind of system. `settings` is stored and shown; `secret` is stored encrypted and never shown. */
export interface ChangeConnector<Settings = unknown, Secret = unknown> {
  /** `servicenow`, `jira` */
  readonly system: string;
  readonly settings: z.ZodType<Settings>;
  readonly secret: z.ZodType<Secret>;
  open(opening: { readonly id: string; readonly settings: Settings; readonly secret: Secret }): ChangeSystem;
}

/** Plans as change records tell of them. Undefined: no plan that can be carried out, or no such plan. */
export interface ChangeDrafts {
  draft(plan: string): Promise<ChangeDraft | undefined>;
}
