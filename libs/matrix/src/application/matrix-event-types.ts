import { defineEventTypes } from '@lockstep/event-store';
import { MATRIX_REVISION_PUBLISHED, MATRIX_STREAM } from './matrix-events.js';

export const matrixEventTypes = defineEventTypes({ streams: [MATRIX_STREAM], types: { [MATRIX_REVISION_PUBLISHED]: [] } });
