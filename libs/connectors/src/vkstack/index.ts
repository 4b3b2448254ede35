export { type ImportOptions, type ImportOutcome, importSnapshots, type SnapshotFile } from './import-snapshots.js';
