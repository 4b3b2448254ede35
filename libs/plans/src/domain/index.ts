export {
  type FallCause,
  type FallenPremise,
  type LostFact,
  type PremiseFall,
  type PremiseNode,
  type PremiseNodeKind,
  renderFall,
} from './fallen-premise.js';
export { type FleetPremises, fleetPremisesOf, lostFacts } from './fleet-premises.js';
export { type EvidenceAge, freshnessOf, type SeenNode } from './freshness.js';
export { type AlteredInput, type AssumedVersion, assume, type Assumptions, type Hypothesis } from './hypothesis.js';
export { lostStatements, type PlanBasis } from './lost-statements.js';
export { type DiffStep, diffPlans, type PlanDiff } from './plan-diff.js';
export { fallenOf, type PlanCommand, planDecider, type PlanRefusal, type PlanState, type PlanStatus } from './plan.decider.js';
export { PLAN_STAGES, type PlanStage, STAGE_RULES, type StageFacts, stageOf } from './plan-stage.js';
export {
  type FrozenFleet,
  isExecutable,
  type PlanEvent,
  type PlanFailure,
  type PlanRequest,
  planOfStream,
  planStream,
  type PlanResult,
  recordedInputsOf,
} from './plan.events.js';
export {
  changedSubjects,
  type LostPremise,
  lostPremises,
  type PlanPremises,
  type PremiseLoss,
  premisesOf,
  subjectsOf,
} from './premises.js';
export {
  type ApprovalFacts,
  type FreezeFact,
  GATE_LAYERS,
  GATE_REASONS,
  GATE_REMARKS,
  type GateRemark,
  type GateDecision,
  type GateFacts,
  type GateNode,
  type GateReason,
  type GateVerdict,
  NOT_FOLLOWABLE,
  type NotKnown,
  type ScheduleFacts,
  type SoakFacts,
  type Told,
  UNKNOWN_FACTS,
  wordReason,
  wordRemark,
} from './gate/index.js';
export { type ClusterWithoutAdapter, touchedWithoutAdapter } from './clusters-without-adapter.js';
export { type ConditionalHop, hopsBlockedBy } from './conditional-hops.js';
export { readFleet, readFleetInTurns } from './read-fleet.js';
export { type PlanningOutcome, type PlanningTexts, WarmPlanner } from './warm-planner.js';
export {
  type Freeze,
  type Recurrence,
  recurrence,
  type SchedulePolicy,
  schedulePolicy,
  type ScheduleScope,
  scheduleScope,
  type Span,
} from './schedule-policy.js';
export { ruleProblem } from './schedule-rule.js';
export { type PlanRisk, type PlanRisks, riskClassesOf } from './risk-classes.js';
export { type ExpandedTimes, type ScopedTimes } from './schedule-calendars.js';
export { learnedComponents, type ScheduleDurations, scheduleDurations } from './schedule-durations.js';
export { isInScope, type ScheduledNode, scheduledNodes } from './schedule-nodes.js';
export { type ScheduleInput, scheduleProblemOf } from './schedule-problem-of.js';
export {
  type PlanSchedule,
  planScheduleInTurns,
  planScheduleOf,
  type StepTimes,
  type UnplacedSubject,
  type WaveTimes,
  wordStretches,
} from './schedule-view.js';
export { type KeepSchedule, scheduleDecider, type ScheduleRefusal, type ScheduleState } from './schedule.decider.js';
export { type BegunWork, progressOf, type ScheduleProgress } from './schedule-progress.js';
export { judgeTurns, type TurnHold, type TurnQuestion, type Turns } from './schedule-turns.js';
export { type ExecutionTimes, type SubjectTimes } from './subject-times.js';
export {
  keptIn,
  type KeptSchedule,
  type OverSignoffs,
  type PlanScheduled,
  type PlanScheduleEvent,
  type ScheduleBasis,
  timetableStream,
} from './schedule.events.js';
export type { Attempt, DriftFact, Evidence, ExecutionPolicy, FailureLimit, GateAnswer as StepGateAnswer } from './execution/index.js';
export { type ObservedNode } from './predicted-states.js';
export * from './change-document/index.js';
