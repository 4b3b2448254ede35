import { handleCommand } from '@lockstep/event-store';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import {
  type PlanCommand,
  planDecider,
  type PlanFailure,
  type PlanningOutcome,
  type PlanningTexts,
  type PlanRequest,
  type PlanStatus,
  planStream,
  readFleet,
  recordedInputsOf,
} from '../domain/index.js';
import { assumeAgain } from './assume-again.js';
import type { PlanRecord } from './plan-record.port.js';
import { type PlanView, viewPlan } from './plan-view.js';
import { type PlanningEngine, PlanningInterrupted } from './planning-engine.port.js';
import type { MatrixRevisions } from './planning-sources.port.js';

export interface Attempt {
  /** No further attempt follows when this one fails. */
  readonly isLast: boolean;
  readonly signal: AbortSignal;
}

export type ComputePlanOutcome =
  | { readonly outcome: 'recorded'; readonly status: PlanStatus; readonly digest: string | null; readonly reason: string | null }
  /** It had been settled before, by an earlier run of the job or by a person. */
  | { readonly outcome: 'settled-before'; readonly status: PlanStatus }
  | { readonly outcome: 'absent' };

/** Computes what a request froze and records the result, once, however often the job is taken. */
export class ComputePlan {
  constructor(
    private readonly record: PlanRecord,
    private readonly revisions: MatrixRevisions,
    private readonly engine: PlanningEngine,
  ) {}

  /** Throws what another attempt may not meet again; at the last attempt an interrupted search is recorded as a failure instead. */
  async execute(id: string, { isLast, signal }: Attempt): Promise<ComputePlanOutcome> {
    const plan = viewPlan(id, await this.record.events.readStream(planStream(id)));
    if (plan === undefined) return { outcome: 'absent' };
    if (plan.status !== 'requested') return { outcome: 'settled-before', status: plan.status };
    const computed = await this.compute(plan, isLast, signal);
    return this.settle(id, plan.request, computed);
  }

  /** For a plan whose job can not be run any more. */
  async fail(id: string, reason: string): Promise<ComputePlanOutcome> {
    const plan = viewPlan(id, await this.record.events.readStream(planStream(id)));
    if (plan === undefined) return { outcome: 'absent' };
    return this.settle(id, plan.request, { outcome: 'defect', reason });
  }

  private async compute({ request }: PlanView, isLast: boolean, signal: AbortSignal): Promise<PlanningOutcome> {
    const recorded = recordedInputsOf(request);
    const revision = await this.revisions.find(recorded.matrix);
    const fleet = await this.record.readDocument('fleet', recorded.fleet);
    if (revision === undefined) return { outcome: 'defect', reason: `matrix revision ${recorded.matrix} is not in the record` };
    if (fleet === undefined) return { outcome: 'defect', reason: `fleet snapshot ${recorded.fleet} is not in the record` };
    try {
      const outcome = await this.engine.compute(textsOf(request, revision, fleet), signal);
      return outcome.outcome === 'computed' ? checkInputs(outcome, request) : outcome;
    } catch (error) {
      if (error instanceof PlanningInterrupted && error.why !== 'shutdown' && isLast) return { outcome: 'defect', reason: error.message };
      throw error;
    }
  }

  private settle(id: string, request: PlanRequest, computed: PlanningOutcome): Promise<ComputePlanOutcome> {
    return this.record.transact(id, async ({ events, keepDocument }): Promise<ComputePlanOutcome> => {
      const failure = (reason: string): PlanFailure => ({ reason, inputs: inputsOf(request) });
      const command: PlanCommand =
        computed.outcome === 'computed'
          ? { type: 'record-result', result: computed.result }
          : { type: 'record-failure', failure: failure(computed.reason) };
      const handled = await handleCommand(events, planDecider, planStream(id), command, { actor: 'system:planner' });
      switch (handled.outcome) {
        case 'conflict':
          throw new Error(`plan ${id}; result; the stream must settle; found version ${handled.actualVersion}`);
        case 'refused':
          if (handled.refusal.rule === 'settled') return { outcome: 'settled-before', status: handled.refusal.status };
          throw new Error(`plan ${id}; result; equal inputs give equal plans; found ${JSON.stringify(handled.refusal)}`);
        case 'accepted':
          if (handled.events.length === 0)
            return { outcome: 'settled-before', status: computed.outcome === 'computed' ? 'computed' : 'failed' };
          if (computed.outcome === 'defect') return { outcome: 'recorded', status: 'failed', digest: null, reason: computed.reason };
          await keepDocument('plan', computed.result.digest, computed.text);
          return { outcome: 'recorded', status: 'computed', digest: computed.result.digest, reason: null };
      }
    });
  }
}

export function textsOf({ goal, hypothetical }: PlanRequest, revision: MatrixRevision, fleet: string): PlanningTexts {
  const texts = { matrix: JSON.stringify(revision.document), fleet, goal: JSON.stringify(goal) };
  if (hypothetical === false) return texts;
  const altered = assumeAgain(revision, readFleet(fleet), hypothetical);
  return { ...texts, matrix: JSON.stringify(altered.revision.document), fleet: JSON.stringify(altered.fleet) };
}

const inputsOf = ({ matrix, fleet, goalDigest }: PlanRequest): PlanFailure['inputs'] => ({ matrix, fleet: fleet.digest, goal: goalDigest });

/** The plan must be of what the request froze: anything else was lost or changed on the way to the planner. */
function checkInputs(computed: PlanningOutcome & { readonly outcome: 'computed' }, request: PlanRequest): PlanningOutcome {
  const [wanted, { inputs }] = [inputsOf(request), computed.result];
  const strayed = (['matrix', 'fleet', 'goal'] as const).find((input) => inputs[input] !== wanted[input]);
  if (strayed === undefined) return computed;
  return {
    outcome: 'defect',
    reason: `the planner was given another ${strayed} than was requested; expected ${wanted[strayed]}, found ${inputs[strayed]}`,
  };
}
