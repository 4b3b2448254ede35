export * from './services/index.js';
export * from './contracts/index.js';
