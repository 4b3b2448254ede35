import type { RecordedEvent } from '@lockstep/event-store';
import {
  type ApprovalEvent,
  approvalDecider,
  type ApprovalState,
  approvalStream,
  judgeApproval,
  type JudgedApproval,
  type LiftedRefusal,
  type Owners,
  requestersOf,
  type RequiredClass,
  type SignoffRequest,
  unownedOf,
  type Voice,
  type Waiver,
} from '../domain/index.js';
import type { ApprovalRecord } from './approval-record.port.js';
import type { RegisterRecord } from './register-record.port.js';

/** The approval of a plan, as it is at one moment. */
export interface ApprovalView extends JudgedApproval {
  readonly plan: string;
  /** Of the plan that sign-off was requested for; null: it was not. */
  readonly digest: string | null;
  readonly request: SignoffRequest | null;
  readonly classes: readonly RequiredClass[];
  readonly voices: readonly Voice[];
  readonly refusals: readonly Extract<Voice, { readonly kind: 'refusal' }>[];
  readonly waivers: readonly Waiver[];
  readonly breakGlass: { readonly by: string; readonly at: string; readonly reason: string } | null;
  readonly lifted: readonly LiftedRefusal[];
  /** Of its stream. */
  readonly version: number;
}

/** Reads the record alone. Whether the plan stands is another question, and comes first. */
export class ReadApprovals {
  /** @param now RFC 3339 */
  constructor(
    private readonly record: Pick<ApprovalRecord, 'events'>,
    private readonly owners: Pick<RegisterRecord<Owners>, 'list'>,
    private readonly now: () => string,
  ) {}

  async stateOf(plan: string, now = this.now()): Promise<ApprovalView> {
    const history = await this.record.events.readStream(approvalStream(plan));
    const state = foldApproval(history);
    return viewOf(plan, state, history.length, { now, unowned: await this.findUnowned(state) });
  }

  /** What was said about a plan, oldest first. */
  history(plan: string): Promise<readonly RecordedEvent[]> {
    return this.record.events.readStream(approvalStream(plan));
  }

  /** Clusters without an adapter that the sign-off is about and whose owners are not on record now, in text order. */
  async findUnowned(state: ApprovalState): Promise<readonly string[]> {
    if (state.status === 'absent' || state.request.ownersFor.length === 0) return [];
    return unownedOf(state.request.ownersFor, await this.owners.list({}));
  }
}

/** All whom the record of an approval names, each once. */
export const actorsOfView = ({ request, voices, waivers, breakGlass, lifted }: ApprovalView): string[] => [
  ...new Set([
    ...(request ? [request.by, ...requestersOf(request)] : []),
    ...voices.flatMap((voice) => (voice.kind === 'signature' ? [voice.by, ...voice.standsFor] : [voice.by])),
    ...waivers.map(({ by }) => by),
    ...(breakGlass ? [breakGlass.by] : []),
    ...lifted.flatMap(({ of, by }) => [of, by]),
  ]),
];

export const foldApproval = (history: readonly RecordedEvent[]): ApprovalState =>
  history.reduce<ApprovalState>(
    (state, event) => approvalDecider.evolve(state, event as unknown as ApprovalEvent),
    approvalDecider.initialState,
  );

function viewOf(
  plan: string,
  state: ApprovalState,
  version: number,
  at: { readonly now: string; readonly unowned: readonly string[] },
): ApprovalView {
  const judged = judgeApproval(state, at);
  if (state.status === 'absent')
    return {
      ...judged,
      plan,
      digest: null,
      request: null,
      classes: [],
      voices: [],
      refusals: [],
      waivers: [],
      breakGlass: null,
      lifted: [],
      version,
    };
  const { request, voices, waivers, breakGlass, lifted } = state;
  const refusals = voices.filter((voice): voice is Extract<Voice, { kind: 'refusal' }> => voice.kind === 'refusal');
  return {
    ...judged,
    plan,
    digest: request.digest,
    request,
    classes: request.classes,
    voices,
    refusals,
    waivers,
    breakGlass,
    lifted,
    version,
  };
}
