import { describeEventStore } from '@lockstep/testing';
import { MemoryEventStore } from './memory-event-store.js';

const store = new MemoryEventStore();
describeEventStore('memory', () => store);
