export const CHANGE_SYSTEMS = Symbol('register of change systems');
/** By system. The API asks connectors for their schemas alone: requests are the worker's. */
export const CHANGE_CONNECTORS = Symbol('connectors of change systems');
export const CHANGE_RECORDS = Symbol('keeping of change records');
