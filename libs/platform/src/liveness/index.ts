export { keepLivenessFile, type LivenessFileOptions } from './keep-liveness-file.js';
