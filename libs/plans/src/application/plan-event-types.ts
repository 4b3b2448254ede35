import { defineEventTypes } from '@lockstep/event-store';
import type { PlanEvent, PlanRequest } from '../domain/index.js';

/** The streams `plan-<id>`. */
export const planEventTypes = defineEventTypes<PlanEvent['type']>({
  streams: ['plan-'],
  types: {
    PlanRequested: [
      (request: Omit<PlanRequest, 'hypothetical' | 'parent'>): Omit<PlanRequest, 'parent'> => ({ hypothetical: false, ...request }),
      (request: Omit<PlanRequest, 'parent'>): PlanRequest => ({ ...request, parent: null }),
    ],
    PlanComputed: [],
    PlanFailed: [],
    PlanWithdrawn: [],
    PremiseFell: [],
    PlanSuperseded: [],
  },
});
