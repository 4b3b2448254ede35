/** The statuses of the workflow, by what they mean; `vendor` is one that somebody has added. */
export type JiraStatus =
  | 'planning'
  | 'awaiting-approval'
  | 'awaiting-implementation'
  | 'implementing'
  | 'in-review'
  | 'completed'
  | 'failed'
  | 'declined'
  | 'canceled'
  | 'vendor';

/** What differs between sites. */
export interface JiraBehaviour {
  /** Id and name of each status; sites have others. */
  statuses: Readonly<Record<JiraStatus, readonly [id: string, name: string]>>;
  /** Names of custom fields on the create screen, by id; one name may be there more than once. */
  fields: Readonly<Record<string, JiraField>>;
  /** Whether a change that waits for approval may go back to planning. */
  backToPlanning: 'available' | 'not-available';
  /** Whether transitions are done, or demand a field of their own. */
  transitions: 'done' | 'refused';
  /** What searches see: everything, or what was there when somebody last let the index catch up. */
  index: 'current' | 'lagging';
  /** Names of fields that an automation of the site empties after each write. */
  emptied: readonly string[];
  rights: 'write' | 'read' | 'none';
  /** Whether changes have a request type, without which nobody is asked for approval. */
  requests: 'with-approval' | 'no-requests';
  /** Of the account, in minutes from UTC by instant: dates are shown in its time. */
  offset: (instant: number) => number;
}

export interface JiraField {
  readonly name: string;
  readonly kind: 'text' | 'datetime' | 'option';
  readonly required?: boolean;
  readonly options?: readonly string[];
}

/** Europe/Berlin in 2026 and 2027. */
function berlin(instant: number): number {
  const summer = [
    ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
    ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z'],
  ].some(([from, to]) => instant >= Date.parse(from!) && instant < Date.parse(to!));
  return summer ? 120 : 60;
}

export const AS_SET_UP: JiraBehaviour = {
  statuses: {
    planning: ['10001', 'Planning'],
    'awaiting-approval': ['10002', 'Awaiting CAB approval'],
    'awaiting-implementation': ['10003', 'Awaiting implementation'],
    implementing: ['10004', 'Implementing'],
    'in-review': ['10005', 'In review'],
    completed: ['10006', 'Completed'],
    failed: ['10007', 'Failed'],
    declined: ['10008', 'Declined'],
    canceled: ['10009', 'Canceled'],
    vendor: ['10010', 'Awaiting vendor'],
  },
  fields: {
    customfield_10010: { name: 'Change type', kind: 'option', options: ['Standard', 'Normal', 'Emergency'] },
    customfield_10011: {
      name: 'Change reason',
      kind: 'option',
      options: ['Repair', 'Upgrade', 'Maintenance', 'New functionality', 'Other'],
    },
    customfield_10012: { name: 'Urgency', kind: 'option', options: ['Critical', 'High', 'Medium', 'Low'] },
    customfield_10013: {
      name: 'Impact',
      kind: 'option',
      options: ['Extensive / Widespread', 'Significant / Large', 'Moderate / Limited', 'Minor / Localized'],
    },
    customfield_10014: { name: 'Change risk', kind: 'option', options: ['Critical', 'High', 'Medium', 'Low'] },
    customfield_10020: { name: 'Planned start', kind: 'datetime' },
    customfield_10021: { name: 'Planned end', kind: 'datetime' },
    customfield_10030: { name: 'Implementation plan', kind: 'text' },
    customfield_10031: { name: 'Backout plan', kind: 'text' },
    customfield_10032: { name: 'Test plan', kind: 'text' },
  },
  backToPlanning: 'available',
  transitions: 'done',
  index: 'current',
  emptied: [],
  rights: 'write',
  requests: 'with-approval',
  offset: berlin,
};
