/** Those of the workflow that is stood in for. */
export const STATUSES = {
  draft: ['Planning'],
  'awaiting-approval': ['Awaiting CAB approval'],
  approved: ['Awaiting implementation'],
  changing: ['Implementing'],
  review: ['In review'],
  closed: ['Completed', 'Failed'],
  cancelled: ['Canceled', 'Declined'],
};
