export * from './domain/index.js';
export { ComputePlan, type ComputePlanOutcome } from './application/compute-plan.use-case.js';
export { EnqueueRequestedPlans, type Sweep } from './application/enqueue-requested-plans.use-case.js';
export { planEventTypes } from './application/plan-event-types.js';
export { FindFallenPremises, type PlanLosingPremises } from './application/find-fallen-premises.use-case.js';
export type { PlanJob, PlanJobs } from './application/plan-jobs.port.js';
export type { DocumentKind, PlanQuery, PlanRecord, PlanTransaction, StagedPlan } from './application/plan-record.port.js';
export { type PlanSummary, type PlanView } from './application/plan-view.js';
export { type PlanningEngine, PlanningInterrupted } from './application/planning-engine.port.js';
export type { FleetSource, MatrixRevisions, ObservedFleet, RollingNode } from './application/planning-sources.port.js';
export { PlannerFleetJudge } from './application/planner-fleet-judge.js';
export { ReadPlans } from './application/read-plans.use-case.js';
export { AcknowledgedFleet } from './application/acknowledged-fleet.js';
export { type PlanOrder, RequestPlan, type RequestPlanOutcome } from './application/request-plan.use-case.js';
export type { RequestProblem } from './application/request-problem.js';
export { type VerificationOrder, VerifyPlan, type VerifyPlanOutcome } from './application/verify-plan.use-case.js';
export { WithdrawPlan, type WithdrawPlanOutcome } from './application/withdraw-plan.use-case.js';
export { computePlanJob, type ComputePlanResult, searchAttempts } from './infrastructure/compute-plan.job-definition.js';
export { PostgresPlanRecord } from './infrastructure/postgres-plan-record.js';
export { PostgresPremisesRecord } from './infrastructure/premises-projection.js';
export { QueuedPlanJobs } from './infrastructure/queued-plan-jobs.js';
export { versionRuleOf } from './application/version-rule.js';
export { FollowPremises, type FollowedPlan, PremisesNotFollowed, type PublishedRevisions } from './application/follow-premises.use-case.js';
export type { FallenPlans } from './application/fallen-plans.port.js';
export { JudgeFreshness, type PlanStanding } from './application/judge-freshness.use-case.js';
export type { ReplacedExecutions } from './application/replaced-executions.port.js';
export type { PremiseFollowing } from './application/premise-following.port.js';
export type { PresentFleet } from './application/present-fleet.port.js';
export { type Progress } from './application/progress.port.js';
export { type Recomputation, RecomputePlan } from './application/recompute-plan.use-case.js';
export { type Replacement, ReplaceVoidPlans } from './application/replace-void-plans.use-case.js';
export { recomputePlanJob } from './infrastructure/recompute-plan.job-definition.js';
export { assemblePremises, type PremiseParts, type Premises } from './infrastructure/assemble-premises.js';
export { KeptSchedules } from './application/gate/kept-schedules.js';
export { requestersBefore } from './application/plans-before.js';
export {
  type ComputedSchedule,
  type ComputeScheduleOutcome,
  type KeepScheduleOutcome,
  PlanSchedules,
  type RecordedPlanSchedule,
  type ScheduleStanding,
} from './application/plan-schedules.use-case.js';
export { inTurns } from './application/in-turns.js';
export { timetableEventTypes } from './application/schedule-event-types.js';
export type { FreezeSource, LearnedDurations, TimesExpander } from './application/schedule-sources.port.js';
export { RRULE_TIMES } from './infrastructure/calendar-expansion.js';
export { postgresTimetables } from './infrastructure/schedule-timetables.js';
export { AskGate, type GateOutcome, type GateQuestion, type GateSources } from './application/gate/ask-gate.use-case.js';
export { FindPlanFindings, type PlansAtRisk } from './application/find-plan-findings.use-case.js';
export { assemblePlanFindings, type PlanFindingsParts } from './infrastructure/assemble-plan-findings.js';
export { EndSoaks } from './application/gate/end-soaks.use-case.js';
export { type SoakPolicy } from './application/gate/read-soaks.js';
export type {
  GateApprovals,
  GateChanges,
  GateExecution,
  GateExecutions,
  GateFleet,
  GateFreezes,
  GateSchedules,
  TouchedNode,
} from './application/gate/gate-sources.port.js';
export { assembleSoaks, type SoakParts } from './infrastructure/gate/assemble-soaks.js';
export { type GateFleetOptions, RecordedGateFleet } from './infrastructure/gate/recorded-gate-fleet.js';
export * from './application/execution/index.js';
export { assembleExecutions, type Executions } from './infrastructure/execution/assemble-executions.js';
export { recordProjections } from './infrastructure/record-projections.js';
export { PostgresExecutionRecord } from './infrastructure/execution/postgres-execution-record.js';
export { PostgresLearnedDurations } from './infrastructure/execution/postgres-learned-durations.js';
export { RecordedGateApprovals, RecordedGateFreezes } from './infrastructure/gate/recorded-gate-approvals.js';
export { RecordedGateChanges } from './infrastructure/gate/recorded-gate-changes.js';
export { AskedStepGate } from './application/gate/asked-step-gate.js';
export { TrackedGateExecutions } from './infrastructure/gate/tracked-gate-executions.js';
export { type ChangeSources, type Clocks } from './application/change-document/change-sources.port.js';
export { ReadChangeDocuments } from './application/change-document/read-change-documents.use-case.js';
export { assembleChangeDocuments, type ChangeDocumentParts, type ChangeDocuments } from './infrastructure/assemble-change-documents.js';
export {
  assembleChangeRecords,
  type ChangeRecordKeeping,
  type ChangeRecordParts,
} from './infrastructure/changes/assemble-change-records.js';
export { PlansOfTheRecord } from './infrastructure/plans-of-the-record.js';
