export * from './config/index.js';
export * from './database/index.js';
export * from './queue/index.js';
export * from './liveness/index.js';
