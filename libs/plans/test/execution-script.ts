import {
  type Caller,
  type ExecutionCommand,
  executionDecider,
  type ExecutionEvent,
  type GateAnswer,
  type PlanOutline,
} from '../src/domain/execution/index.js';

export const digest = 'sha256:plan';
export const move = (component: string) => [{ component, from: '1', to: '2' }];
export const outline: PlanOutline = {
  digest,
  domains: ['fra'],
  steps: [
    { id: 's1', component: 'vkr', scope: 'cluster', subjects: ['a', 'b', 'c'], after: [], moves: move('vkr'), reversible: true },
    { id: 's2', component: 'nsx', scope: 'nsxManager', subjects: ['fra'], after: ['s1'], moves: move('nsx'), reversible: false },
  ],
};
const decider = executionDecider(outline);
const ada: Caller = { actor: 'token:ada', key: null };
export const pause = (reason: string, by = 'token:ada'): ExecutionCommand => ({ type: 'pause', reason, by });
/** Lifts the first pause, unless others are named. */
export const resume = (reason: string, ...lifts: string[]): ExecutionCommand => ({
  type: 'resume',
  reason,
  lifts: lifts.length === 0 ? ['p1'] : lifts,
});
export const go: GateAnswer = { verdict: 'go', digest, reasons: [] };

type Start = ExecutionCommand & { type: 'start' };
export const start = (step: string, subjects: string[] | null = null, more: Partial<Start> = {}): Start => ({
  type: 'start',
  step,
  subjects,
  gate: go,
  acknowledgeNoReturn: false,
  policy: null,
  machines: {},
  by: ada,
  ...more,
});
/** As the record keeps what was decided: with whose it is. */
export const recorded = (events: readonly ExecutionEvent[], command: ExecutionCommand) => {
  const { actor = 'token:ada', key = null } = command.type === 'start' ? command.by : command.type === 'pause' ? { actor: command.by } : {};
  return events.map((event) => ({ ...event, actor, idempotencyKey: key ?? undefined }));
};
export const succeed = (step: string, subjects: string[] | null = null): ExecutionCommand => ({
  type: 'succeed',
  step,
  subjects,
  evidence: null,
});
export const fail = (step: string, subjects: string[] | null = null): ExecutionCommand => ({
  type: 'fail',
  step,
  subjects,
  reason: 'no disk',
});
export const see = (step: string, ...subjects: string[]): ExecutionCommand => ({
  type: 'observe',
  position: 9,
  drift: [],
  confirmed: [{ step, subjects }],
});
export const drifted: ExecutionCommand & { type: 'observe' } = {
  type: 'observe',
  position: 9,
  drift: [{ node: { scope: 'cluster', id: 'b' }, component: 'vkr', observed: ['3'], predicted: ['1'] }],
  confirmed: [],
};
export const tolerant = { policy: { failures: { percentage: 67 } } };

/** After these commands, each of which must be accepted. */
export const after = (...commands: ExecutionCommand[]) =>
  commands.reduce((state, command) => {
    const decision = decider.decide(command, state);
    if (decision.outcome === 'refused') throw new Error(`${command.type}: ${JSON.stringify(decision.refusal)}`);
    return recorded(decision.events, command).reduce(decider.evolve, state);
  }, decider.initialState);
const decide = (command: ExecutionCommand, ...before: ExecutionCommand[]) => decider.decide(command, after(...before));
export const eventsOf = (command: ExecutionCommand, ...before: ExecutionCommand[]): readonly ExecutionEvent[] => {
  const decision = decide(command, ...before);
  if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.refusal));
  return decision.events;
};
export const typesOf = (...of: Parameters<typeof eventsOf>) => eventsOf(...of).map(({ type }) => type);
export const refusalOf = (command: ExecutionCommand, ...before: ExecutionCommand[]) => {
  const decision = decide(command, ...before);
  return decision.outcome === 'refused' ? decision.refusal : 'accepted';
};
export const doneFirst = [start('s1'), succeed('s1'), see('s1', 'a', 'b', 'c')];
export const acknowledged = { acknowledgeNoReturn: true };
