/** A time as the API shows it: the value in UTC, beside it the one that people see. */
export function shownTime(value = '', offset: number): object {
  const shown =
    value === '' ? '' : new Date(Date.parse(`${value.replace(' ', 'T')}Z`) + offset * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  return { display_value: shown, value, display_value_internal: shown };
}

const LABELS: Readonly<Record<string, string>> = {
  'not requested': 'Not Yet Requested',
  requested: 'Requested',
  approved: 'Approved',
  rejected: 'Rejected',
};
export const approvalLabel = (value: string): string => LABELS[value] ?? value;
