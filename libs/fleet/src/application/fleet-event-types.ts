import { combineEventTypes, defineEventTypes } from '@lockstep/event-store';
import {
  FINDING_ACKNOWLEDGED,
  findingStream,
  inventoryEventTypes,
  NODE_KINDS,
  nodeStream,
  SCAN_COMPLETED,
  scanStream,
} from '../domain/index.js';

/** The streams of nodes, each with the types of its kind, those of scans, and those of findings. */
export const fleetEventTypes = combineEventTypes(
  ...NODE_KINDS.map((kind) => {
    const types = inventoryEventTypes.filter((type) => type.kind === kind).map(({ storedType }) => [storedType, []]);
    return defineEventTypes({ streams: [nodeStream(kind, '')], types: Object.fromEntries(types) });
  }),
  defineEventTypes({ streams: [scanStream('')], types: { [SCAN_COMPLETED]: [] } }),
  defineEventTypes({ streams: [findingStream('')], types: { [FINDING_ACKNOWLEDGED]: [] } }),
);
