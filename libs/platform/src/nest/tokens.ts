/** Injection tokens of what is an interface, not a class. */
export const SETTINGS = Symbol('Settings');
export const LOGGER = Symbol('Logger');
export const JOB_QUEUES = Symbol('JobQueues');
export const EVENT_STORE = Symbol('EventStore');
