export { decideGate, type GateDecision, type GateVerdict, retryAfter } from './decide-gate.js';
export * from './gate-facts.js';
export { GATE_REASONS, type GateReason, UNKNOWN_FACTS, type UnknownFact } from './gate-reason.js';
export { GATE_REMARKS, type GateRemark, remarksOf, wordRemark } from './gate-remark.js';
export { type LeastLoad, type LoadReport } from './judge-load.js';
export { judgeSoak, needsSoak } from './judge-soak.js';
export { wordReason } from './word-reason.js';
