import { type EventStore, handleCommand } from '@lockstep/event-store';
import { domainExecutionDecider, domainExecutionStream } from '../../domain/execution/index.js';

/** Thrown to undo what was recorded of a start, and never seen outside. */
export class DomainTaken extends Error {
  override readonly name = 'DomainTaken';

  constructor(
    readonly domain: string,
    readonly plan: string,
  ) {
    super(`domain ${domain}; one plan is executed at a time; found plan ${plan}`);
  }
}

/** In text order, so that two starts never wait for each other. Throws `DomainTaken`. */
export async function beginDomains(events: EventStore, plan: string, domains: readonly string[], actor: string): Promise<void> {
  for (const domain of domains) {
    const handled = await handleCommand(events, domainExecutionDecider, domainExecutionStream(domain), { type: 'begin', plan }, { actor });
    if (handled.outcome === 'refused') throw new DomainTaken(domain, handled.refusal.plan);
    if (handled.outcome === 'conflict') throw new Error(`domain ${domain}; its stream must settle; found version ${handled.actualVersion}`);
  }
}

export async function endDomains(events: EventStore, plan: string, domains: readonly string[], actor: string): Promise<void> {
  for (const domain of domains) {
    const handled = await handleCommand(events, domainExecutionDecider, domainExecutionStream(domain), { type: 'end', plan }, { actor });
    if (handled.outcome !== 'accepted') throw new Error(`domain ${domain}; it must be left by plan ${plan}; found ${handled.outcome}`);
  }
}
