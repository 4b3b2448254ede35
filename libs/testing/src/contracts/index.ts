export { describeEventStore } from './event-store.contract.js';
