import { defineEventTypes } from '@lockstep/event-store';
import {
  SCAN_CANCELLED,
  SCAN_COMPLETED,
  SCAN_ENDED,
  SCAN_LOOK_ENDED,
  SCAN_SOURCE_FAILED,
  SCAN_STARTED,
  scanStream,
  SOURCE_CHANGED,
  SOURCE_FAULTS_OBSERVED,
  SOURCE_REGISTERED,
  SOURCE_REMOVED,
  sourceStream,
} from '../../domain/index.js';

/** The streams of sources. */
export const sourceEventTypes = defineEventTypes({
  streams: [sourceStream('')],
  types: { [SOURCE_REGISTERED]: [], [SOURCE_CHANGED]: [], [SOURCE_REMOVED]: [], [SOURCE_FAULTS_OBSERVED]: [] },
});

/** The streams of scans, those of snapshots among them. */
export const scanEventTypes = defineEventTypes({
  streams: [scanStream('')],
  types: {
    [SCAN_COMPLETED]: [],
    [SCAN_STARTED]: [],
    [SCAN_LOOK_ENDED]: [],
    [SCAN_SOURCE_FAILED]: [],
    [SCAN_CANCELLED]: [],
    [SCAN_ENDED]: [],
  },
});
