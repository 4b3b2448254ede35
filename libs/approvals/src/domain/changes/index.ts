export * from './change-reading.js';
export { type ChangeRecordCommand, changeRecordDecider, type ChangeRecordRefusal, REPLACED } from './change-record.decider.js';
export {
  CHANGE_DOINGS,
  CHANGE_ENDS,
  type ChangeDecision,
  type ChangeDoing,
  type ChangeEnd,
  type ChangeFailing,
  type ChangeRecordEvent,
  changeRecordStream,
  type OpenedChange,
  type RequestedChange,
  type RevisedChange,
} from './change-record.events.js';
export { type ChangeRecordState, type HeldRecord, type OpenRecord } from './change-record.state.js';
export { changeSecretOf, changeSystemDecider, type ChangeSystemEntry, findServing } from './change-systems.js';
export {
  type ChangeQuestion,
  isSignature,
  type JudgedChange,
  approversOf,
  judgeChangeRecord,
  type NoRecord,
  type NotApproved,
} from './judge-change-record.js';
