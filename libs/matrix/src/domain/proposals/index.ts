export * from './proposed-addition.js';
export { type AdditionStanding, judgeAddition } from './judge-addition.js';
export * from './proposal.events.js';
export * from './proposal.decider.js';
export { renderAddition } from './render-addition.js';
