/** The states of a normal change, by what they mean; `vendor` is one that somebody has added. */
export type ServiceNowState = 'new' | 'assess' | 'authorize' | 'scheduled' | 'implement' | 'review' | 'closed' | 'canceled' | 'vendor';

/** What differs between instances. */
export interface ServiceNowBehaviour {
  /** Value and label of each state; instances have others. */
  states: Readonly<Record<ServiceNowState, readonly [value: string, label: string]>>;
  /** Fields that the account may not write: they are dropped in silence, and listed. */
  readOnly: readonly string[];
  /** Whether a change that waits for approval, or has it, may go back to New. */
  backToNew: 'available' | 'not-available';
  /** Where `available`: whether going back takes approvals away, as the workflow that comes with the product does. */
  approvalsOnReturn: 'taken-back' | 'kept';
  /** An instance that demands these for a change to be made, or answers 400. */
  mandatory: readonly string[];
  /** Conditions in the way of the review, such as tasks that are open. */
  openTasks: 'none' | 'some';
  /** Whether changes go through a review before they are closed. */
  review: 'before-closing' | 'none';
  /** Fields that an ACL hides from the account. */
  hidden: readonly string[];
  /** A rule of the instance that puts a state back without a word, or one that aborts whatever moves a change. */
  moves: 'done' | 'undone' | 'refused';
  /** A query with a part that the instance does not know: it leaves the part out, and answers with everything else. */
  queries: 'understood' | 'partly-ignored';
  /** What the account may do. */
  rights: 'write' | 'read' | 'none';
  /** Whether the account may read the tables of approvals and of configuration items. */
  approvers: 'readable' | 'refused';
  items: 'readable' | 'refused';
  /** Both are documented. */
  nextStates: 'nextstate' | 'nextstates' | 'not-served';
  /** Documentation shows a list of one and the object itself. */
  results: 'list' | 'object';
  /** How often a worker says that it is still at work. */
  workerPolls: number;
  /** Of the account, in minutes from UTC: shown values are in its time, values are not. */
  displayOffset: number;
}

export const AS_DELIVERED: ServiceNowBehaviour = {
  states: {
    new: ['-5', 'New'],
    assess: ['-4', 'Assess'],
    authorize: ['-3', 'Authorize'],
    scheduled: ['-2', 'Scheduled'],
    implement: ['-1', 'Implement'],
    review: ['0', 'Review'],
    closed: ['3', 'Closed'],
    canceled: ['4', 'Canceled'],
    vendor: ['-7', 'Awaiting vendor'],
  },
  readOnly: [],
  backToNew: 'available',
  approvalsOnReturn: 'taken-back',
  mandatory: [],
  openTasks: 'none',
  review: 'before-closing',
  hidden: [],
  moves: 'done',
  queries: 'understood',
  rights: 'write',
  approvers: 'readable',
  items: 'readable',
  nextStates: 'nextstate',
  results: 'list',
  workerPolls: 1,
  displayOffset: 60,
};
