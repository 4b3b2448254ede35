export { type Block } from './blocks.js';
export type {
  ChangeApproval,
  ChangeDocument,
  ChangeStep,
  ChangeWindow,
  Headroom,
  Moment,
  ProjectImpact,
  RiskLevel,
  RoleCount,
  WeakStatement,
} from './change-document.js';
export type { ChangeFacts, PlanFacts, RecordFacts, ScheduleKept, StandingFacts } from './change-facts.js';
export { documentPlan } from './document-plan.js';
export { CHANGE_COLUMNS, changeRows } from './change-rows.js';
export { composeChangeDocument, withStanding } from './compose-change-document.js';
export { describePlanInTurns } from './describe-plan.js';
export { named } from './named.js';
export { layOutRecord, rankOf, type RecordBlocks, wordMoves } from './lay-out-record.js';
export { renderChangeMarkdown } from './render-markdown.js';
export { plain, renderPlainText } from './render-plain-text.js';
export { type StepWayBack, type WayBack, waysBack, type WaysBack, type WaysBackLimits } from './ways-back.js';
