import { combineEventTypes, defineEventTypes } from '@lockstep/event-store';
import {
  FINDING_ACKNOWLEDGED,
  findingStream,
  inventoryEventTypes,
  NODE_KINDS,
  nodeStream,
  type ReportedFindingEvent,
  reportedFindingStream,
} from '../domain/index.js';
import { scanEventTypes, sourceEventTypes } from './scans/scan-event-types.js';

/** The streams of nodes, each with the types of its kind, those of scans and their sources, and those of findings. */
export const fleetEventTypes = combineEventTypes(
  ...NODE_KINDS.map((kind) => {
    const types = inventoryEventTypes.filter((type) => type.kind === kind).map(({ storedType }) => [storedType, []]);
    return defineEventTypes({ streams: [nodeStream(kind, '')], types: Object.fromEntries(types) });
  }),
  scanEventTypes,
  sourceEventTypes,
  defineEventTypes({ streams: [findingStream('')], types: { [FINDING_ACKNOWLEDGED]: [] } }),
  defineEventTypes<ReportedFindingEvent['type']>({
    streams: [reportedFindingStream('')],
    types: { FindingReported: [], FindingCleared: [] },
  }),
);
