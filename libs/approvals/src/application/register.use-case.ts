import { type CommandContext, handleCommand } from '@lockstep/event-store';
import type { RegisterCommand, registerDecider } from '../domain/index.js';
import type { Registered, RegisterRecord } from './register-record.port.js';

export type RegisterOutcome<Content> =
  | { readonly outcome: 'recorded'; readonly entry: Registered<Content> }
  | { readonly outcome: 'exists' | 'absent' }
  /** It is at another version than the caller has seen. */
  | { readonly outcome: 'stale' };

/** Freezes, and owners: kept by id, changed as a whole. That what they say makes sense is for the caller to check. */
export class Register<Content extends object> {
  constructor(
    private readonly record: RegisterRecord<Content>,
    private readonly decider: ReturnType<typeof registerDecider<Content>>,
  ) {}

  create(id: string, content: Content, context: CommandContext): Promise<RegisterOutcome<Content>> {
    return this.handle(id, { command: 'create', content }, context);
  }

  change(id: string, content: Content, context: CommandContext): Promise<RegisterOutcome<Content>> {
    return this.handle(id, { command: 'change', content }, context);
  }

  async remove(id: string, reason: string, context: CommandContext): Promise<'removed' | 'absent' | 'stale'> {
    const outcome = await this.decide(id, { command: 'remove', reason }, context);
    if (outcome.outcome === 'conflict') return 'stale';
    return outcome.outcome === 'accepted' ? 'removed' : 'absent';
  }

  find(id: string): Promise<Registered<Content> | undefined> {
    return this.record.find(id);
  }

  list(query: { readonly limit: number; readonly after?: string }): Promise<readonly Registered<Content>[]> {
    return this.record.list(query);
  }

  all(): Promise<readonly Registered<Content>[]> {
    return this.record.list({});
  }

  private async handle(id: string, command: RegisterCommand<Content>, context: CommandContext): Promise<RegisterOutcome<Content>> {
    const outcome = await this.decide(id, command, context);
    if (outcome.outcome === 'conflict') return { outcome: 'stale' };
    if (outcome.outcome === 'refused') return { outcome: outcome.refusal };
    const entry = await this.record.find(id);
    return entry === undefined ? { outcome: 'absent' } : { outcome: 'recorded', entry };
  }

  private decide(id: string, command: RegisterCommand<Content>, context: CommandContext) {
    return this.record.transact(id, (events) => handleCommand(events, this.decider, this.record.stream(id), command, context));
  }
}
