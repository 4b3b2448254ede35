import { type CommandContext, handleCommand } from '@lockstep/event-store';
import { changeRecordDecider, changeRecordStream } from '../../domain/changes/index.js';
import type { ChangeRecords } from './change-records.port.js';
import type { ServingChangeSystems } from './change-systems.js';
import type { PlansUnderChange } from './plans-under-change.port.js';

export type ChangeRequestOutcome =
  | { readonly outcome: 'requested'; readonly system: string; readonly recorded: boolean }
  | { readonly outcome: 'no-plan' }
  /** It can not be carried out; `why`: a sentence. */
  | { readonly outcome: 'not-followable'; readonly why: string }
  /** No change system serves its domain. */
  | { readonly outcome: 'not-served' }
  | { readonly outcome: 'open'; readonly number: string }
  /** The plan has another digest than the one that was looked at. */
  | { readonly outcome: 'other-digest'; readonly digest: string | null }
  | { readonly outcome: 'conflict' };

/** Asks for a change record. The worker opens it: what is recorded here is never lost, whatever becomes of the system. */
export class RequestChangeRecord {
  constructor(
    private readonly records: ChangeRecords,
    private readonly plans: PlansUnderChange,
    private readonly systems: Pick<ServingChangeSystems, 'findServing'>,
  ) {}

  /** @param seen digest of the plan that was looked at; absent: whichever it has */
  async execute(id: string, context: CommandContext, seen?: string): Promise<ChangeRequestOutcome> {
    const plan = await this.plans.find(id);
    if (plan === undefined) return { outcome: 'no-plan' };
    if (seen !== undefined && plan.digest !== seen) return { outcome: 'other-digest', digest: plan.digest };
    if (plan.course.is === 'over') return { outcome: 'not-followable', why: plan.course.why };
    if (plan.digest === null) return { outcome: 'not-followable', why: 'it is not computed' };
    const serving = await this.systems.findServing(plan.nsxManager);
    if (serving === undefined) return { outcome: 'not-served' };
    const request = { system: serving.id, digest: plan.digest, by: context.actor };
    const handled = await this.records.transact(id, (events) =>
      handleCommand(events, changeRecordDecider, changeRecordStream(id), { command: 'request', request }, context),
    );
    if (handled.outcome === 'conflict') return { outcome: 'conflict' };
    if (handled.outcome === 'refused') return { outcome: 'open', number: handled.refusal.rule === 'open' ? handled.refusal.number : 'one' };
    return { outcome: 'requested', system: serving.id, recorded: handled.events.length > 0 };
  }
}
