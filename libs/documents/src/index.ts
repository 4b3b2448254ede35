export * from './shared-fields.js';
export * from './problem.js';
export { type SourceText, type RawDocument, readSourceText } from './source-text.js';
export { decodeUtf8 } from './decode-utf8.js';
export type { SourceBytes } from './source-bytes.js';
export {
  type CompatibilityMatrix,
  type HopEntry,
  type MatrixSpec,
  type ReleaseEntry,
  type Scope,
  type StatementEntry,
  type Status,
  SCOPES,
  STATUSES,
  compatibilityMatrix,
} from './compatibility-matrix.js';
export { type FleetCluster, type FleetSnapshot, type FleetSpec, UNKNOWN_VERSION, fleetSnapshot } from './fleet-snapshot.js';
export { fleetDigest } from './fleet-digest.js';
export { FleetIndex } from './fleet-index.js';
export { FleetTexts } from './fleet-texts.js';
export { type GoalSpec, type Policy, type Selector, type UpgradeGoal, LATEST, policy, upgradeGoal } from './upgrade-goal.js';
export {
  type Blocker,
  type Change,
  type DeadEnd,
  type Explanation,
  type Exposure,
  type Furthest,
  type HopReason,
  type Objective,
  type Obstacle,
  type PlanGroup,
  type PlanSpec,
  type PlanStep,
  type Premise,
  type Relaxation,
  type UpgradePlan,
  PHASES,
  PREMISE_BASES,
  planSpec,
  upgradePlan,
} from './upgrade-plan.js';
export { exposedPairs, subjectsOf } from './plan-subjects.js';
export { type DocumentOfKind, type Kind, KINDS, schemas } from './kinds.js';
export { type Located, readValue, valueSource } from './validate-document.js';
export { readFleetBytesInTurns } from './fleet-bytes/read-fleet-bytes.js';
export { type ReadDocuments, readDocuments } from './read-documents.js';
export { jsonSchemaOf } from './json-schema.js';
export { Numbering, PairNumbering } from './numbering.js';
export { jsonPieces } from './json-pieces.js';
export { type ReadJson, readJson } from './json-text.js';
