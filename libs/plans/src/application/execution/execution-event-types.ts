import { defineEventTypes } from '@lockstep/event-store';
import type { DomainExecutionEvent, ExecutionEvent } from '../../domain/execution/index.js';

/** The streams `execution-<planId>`. */
export const executionEventTypes = defineEventTypes<ExecutionEvent['type']>({
  streams: ['execution-'],
  types: {
    ExecutionStarted: [],
    StepStarted: [],
    StepSucceeded: [],
    StepFailed: [],
    StepCorrected: [],
    EvidenceReported: [],
    StepConfirmed: [],
    DriftDetected: [],
    DriftEnded: [],
    ExecutionPaused: [],
    PauseLifted: [],
    ExecutionResumed: [],
    SubjectSkipped: [],
    SoakStarted: [],
    SoakEnded: [],
    GateOpened: [],
    GateHeld: [],
    ExecutionFinished: [],
    ExecutionAbandoned: [],
    ExecutionReplaced: [],
  },
});

/** The streams `domain-execution-<nsxManager>`. */
export const domainExecutionEventTypes = defineEventTypes<DomainExecutionEvent['type']>({
  streams: ['domain-execution-'],
  types: { DomainExecutionBegan: [], DomainExecutionEnded: [] },
});
