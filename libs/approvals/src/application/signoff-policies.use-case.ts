import { accept, type CommandContext, type Decider, type EventStore, handleCommand } from '@lockstep/event-store';
import { canonicalJson } from '@lockstep/kernel';
import { DEFAULT_SIGNOFF_POLICY, SIGNOFF_POLICY_STREAM, type SignoffPolicy, type SignoffPolicyChanged } from '../domain/index.js';
import type { ApprovalRecord } from './approval-record.port.js';

export interface RecordedPolicy {
  readonly policy: SignoffPolicy;
  /** Of its stream; 0: the one that Lockstep comes with. */
  readonly version: number;
  /** RFC 3339 in UTC. */
  readonly changedAt: string | null;
  readonly changedBy: string | null;
  readonly reason: string | null;
}

interface Change {
  readonly policy: SignoffPolicy;
  readonly reason: string;
}

const decider: Decider<Change, SignoffPolicyChanged, SignoffPolicy> = {
  initialState: DEFAULT_SIGNOFF_POLICY,
  decide: ({ policy, reason }, state) =>
    canonicalJson(policy) === canonicalJson({ classes: state.classes, weakFrom: state.weakFrom })
      ? accept()
      : accept({ type: 'SignoffPolicyChanged' as const, data: { ...policy, reason } }),
  evolve: (state, event) => (event.type === 'SignoffPolicyChanged' ? event.data : state),
};

/** Who must sign what. A change concerns requests for sign-off that are made after it: what was asked for before stands as it was asked. */
export class SignoffPolicies {
  constructor(private readonly record: Pick<ApprovalRecord, 'events'>) {}

  find(): Promise<RecordedPolicy> {
    return readPolicy(this.record.events);
  }

  async change(policy: SignoffPolicy, reason: string, context: CommandContext): Promise<RecordedPolicy | 'stale'> {
    const outcome = await handleCommand(this.record.events, decider, SIGNOFF_POLICY_STREAM, { policy, reason }, context);
    return outcome.outcome === 'conflict' ? 'stale' : readPolicy(this.record.events);
  }
}

export async function readPolicy(events: EventStore): Promise<RecordedPolicy> {
  const history = await events.readStream(SIGNOFF_POLICY_STREAM);
  const last = history.at(-1);
  if (last === undefined) return { policy: DEFAULT_SIGNOFF_POLICY, version: 0, changedAt: null, changedBy: null, reason: null };
  const { classes, weakFrom, reason } = last.data as SignoffPolicyChanged['data'];
  return { policy: { classes, weakFrom }, version: last.version, changedAt: last.recordedAt, changedBy: last.actor, reason };
}
