export { decideGate, type GateDecision, type GateVerdict, retryAfter } from './decide-gate.js';
export * from './gate-facts.js';
export { endOf, GATE_REASONS, type GateReason, UNKNOWN_FACTS, type UnknownFact } from './gate-reason.js';
export { countSpread, judgeSoak } from './judge-soak.js';
export { wordReason } from './word-reason.js';
