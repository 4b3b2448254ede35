import { type ApprovalView, type Freeze, inScope, type ReadApprovals, type RegisterRecord } from '@lockstep/approvals';
import type { GateApprovals, GateFreezes, TouchedNode } from '../../application/gate/gate-sources.port.js';
import type { TimesExpander } from '../../application/schedule-sources.port.js';
import type { ApprovalFacts, FreezeFact } from '../../domain/gate/index.js';

export class RecordedGateApprovals implements GateApprovals {
  constructor(
    private readonly approvals: Pick<ReadApprovals, 'stateOf'>,
    /** RFC 3339. */
    private readonly now: () => string,
  ) {}

  async find(plan: string): Promise<ApprovalFacts> {
    const now = this.now();
    const { state, digest, missing, refusals, voices, waivers, unowned, breakGlass } = await this.approvals.stateOf(plan, now);
    return {
      state,
      digest,
      // Break-glass stands in for signatures, and for nothing else.
      missing: breakGlass === null ? missing : [],
      refusals: refusals.map(({ by, reason }) => ({ by, reason })),
      expiredWaivers: waivers.filter(({ expires }) => !(Date.parse(expires) > Date.parse(now))).map(waiverOf),
      ownersMissing: unowned,
      signedSince: firstOf([...voices.filter(({ kind }) => kind === 'signature'), ...(breakGlass ? [breakGlass] : [])]),
      breakGlass,
    };
  }
}

const firstOf = (said: readonly { readonly at: string }[]): string | null =>
  said.map(({ at }) => at).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;

const waiverOf = ({ about, owner, expires }: ApprovalView['waivers'][number]): ApprovalFacts['expiredWaivers'][number] => ({
  of: about.kind === 'statement' ? `statement ${about.statement}` : `${about.evidence} evidence`,
  owner,
  expires,
});

const MINUTE = 60_000;
/** How far ahead the end of a freeze is looked for, in minutes; one that holds as long as that ends when somebody lifts it. */
const HORIZON = 366 * 24 * 60;

/** Freezes as they are kept, judged at a moment. */
export class RecordedGateFreezes implements GateFreezes {
  constructor(
    private readonly freezes: Pick<RegisterRecord<Freeze>, 'list'>,
    private readonly expander: Pick<TimesExpander, 'expand'>,
  ) {}

  /** A freeze holds where it covers one touched node: a step above clusters is frozen by what freezes one of them. */
  async listInForce(nodes: readonly TouchedNode[], at: string): Promise<readonly FreezeFact[]> {
    const now = Math.floor(Date.parse(at) / MINUTE);
    return (await this.freezes.list({})).flatMap(({ id, name, reason, scope, times }): FreezeFact[] => {
      const end = this.endOf(times, now);
      if (end === null || !nodes.some((node) => inScope(scope, node))) return [];
      return [{ id, name, reason, until: end >= now + HORIZON ? null : new Date(end * MINUTE).toISOString() }];
    });
  }

  /** In minutes since 1970, the end of what runs into one another from now on; null: it does not hold now. */
  private endOf(times: Freeze['times'], now: number): number | null {
    const spans = this.expander.expand(times, { from: now, to: now + HORIZON }, 'freeze').toSorted((a, b) => a.from - b.from);
    let end = now;
    for (const { from, to } of spans) if (from <= end) end = Math.max(end, to);
    return end > now ? end : null;
  }
}
