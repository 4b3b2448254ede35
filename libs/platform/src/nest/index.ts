export { createHttpApplication } from './create-http-application.js';
export { HttpPlatformModule } from './http-platform.module.js';
export { PlatformModule, type PlatformOptions } from './platform.module.js';
export { ProjectionsModule, type ProjectionsOptions } from './projections.module.js';
export { stopOnSignal, type StopOptions } from './stop-on-signal.js';
export { EVENT_STORE, JOB_QUEUES, LOGGER, SETTINGS } from './tokens.js';
