export * from './matrix.js';
export { type Judging, type ObservedVersion, type Verdict, admits, counts, isWaived, judgePair } from './verdict.js';
export { type IgnoredStatement, ignoredStatements } from './ignored-statements.js';
export { type Leaning, leaningOf } from './leaning.js';
export { type HopJudgement, type HopRuling, holds, judgeHop, mayMatch, ruleHop } from './hops.js';
export { type WindowEntry, gridOf, renderWindow, windowOf } from './window.js';
export { type MatrixPart } from './compose-matrix.js';
export { type MatrixRevision, compileMatrix } from './compile-matrix.js';
export * from './proposals/index.js';
