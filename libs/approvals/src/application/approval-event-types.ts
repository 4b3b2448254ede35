import { combineEventTypes, defineEventTypes } from '@lockstep/event-store';
import { SIGNOFF_POLICY_STREAM } from '../domain/index.js';

/** Of the streams `approval-<planId>`. */
const signoffEventTypes = defineEventTypes({
  streams: ['approval-'],
  types: {
    SignoffRequested: [],
    SignoffGiven: [(given: object) => ({ ...given, standsFor: [] })],
    SignoffRefused: [],
    SignoffWithdrawn: [],
    RefusalLifted: [],
    SignoffVoided: [],
    WaiverGranted: [],
    WaiverExpired: [],
    BreakGlassUsed: [],
  },
});

const signoffPolicyEventTypes = defineEventTypes({ streams: [SIGNOFF_POLICY_STREAM], types: { SignoffPolicyChanged: [] } });

/** Of the streams `freeze-<id>`. */
const freezeEventTypes = defineEventTypes({
  streams: ['freeze-'],
  types: { FreezeDeclared: [], FreezeChanged: [], FreezeLifted: [] },
});

/** Of the streams `owner-<id>`. */
const ownerEventTypes = defineEventTypes({
  streams: ['owner-'],
  types: { OwnersNamed: [], OwnersChanged: [], OwnersRemoved: [] },
});

/** Of the streams `change-system-<id>`. */
const changeSystemEventTypes = defineEventTypes({
  streams: ['change-system-'],
  types: { ChangeSystemRegistered: [], ChangeSystemChanged: [], ChangeSystemRemoved: [] },
});

/** Of the streams `change-record-<planId>`. */
const changeRecordEventTypes = defineEventTypes({
  streams: ['change-record-'],
  types: {
    ChangeRecordRequested: [],
    ChangeRecordOpened: [],
    ChangeRecordUpdated: [],
    ChangeRecordRevised: [],
    ChangeRecordDecided: [],
    ChangeRecordFailed: [],
    ChangeRecordLost: [],
    ChangeRecordNoted: [],
    ChangeRecordWithdrawn: [],
    ChangeRecordClosed: [],
  },
});

export const approvalEventTypes = combineEventTypes(
  signoffEventTypes,
  signoffPolicyEventTypes,
  freezeEventTypes,
  ownerEventTypes,
  changeSystemEventTypes,
  changeRecordEventTypes,
);
