import { type JiraBehaviour } from './jira-behaviour.js';
import type { Issue } from './issues.js';

/** A time as the API shows it: in that of the account, with its offset. */
export function fieldShown(instant: number, { offset }: JiraBehaviour): string {
  const minutes = offset(instant);
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) => String(part).padStart(2, '0'));
  return `${new Date(instant + minutes * 60_000).toISOString().slice(0, -1)}${sign}${hours}${rest}`;
}

export function issueShown(issue: Issue, behaviour: JiraBehaviour, url: string) {
  const [id, name] = behaviour.statuses[issue.status];
  const fields = Object.entries(issue.fields).map(([field, value]) => [
    field,
    typeof value === 'number' ? fieldShown(value, behaviour) : value,
  ]);
  return {
    id: issue.id,
    key: issue.key,
    self: `${url}/rest/api/3/issue/${issue.id}`,
    fields: { ...Object.fromEntries(fields), status: { id, name } },
  };
}

const SCHEMAS = {
  text: { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea' },
  datetime: { type: 'datetime', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:datetime' },
  option: { type: 'option', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select' },
} as const;

/** As `createmeta` lists them. */
export const createFields = ({ fields }: JiraBehaviour) => [
  { fieldId: 'summary', key: 'summary', name: 'Summary', required: true, schema: { type: 'string', system: 'summary' } },
  { fieldId: 'description', key: 'description', name: 'Description', required: false, schema: { type: 'string', system: 'description' } },
  { fieldId: 'labels', key: 'labels', name: 'Labels', required: false, schema: { type: 'array', items: 'string', system: 'labels' } },
  ...Object.entries(fields).map(([fieldId, { name, kind, required = false, options }]) => ({
    fieldId,
    key: fieldId,
    name,
    required,
    schema: SCHEMAS[kind],
    ...(options && { allowedValues: options.map((value, index) => ({ id: String(10_200 + index), value })) }),
  })),
];
