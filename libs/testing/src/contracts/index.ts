export { counterDecider } from './counter-decider.js';
export { describeEventStore } from './event-store.contract.js';
