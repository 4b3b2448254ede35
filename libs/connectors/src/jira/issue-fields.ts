import type { ChangeDraft } from '@lockstep/approvals';
import { cutText, implementationText, oneLine } from '../changes/change-texts.js';
import { writeWindow } from '../changes/windows.js';
import type { ChangeScreen } from './change-screen.js';
import { writeDocument } from './documents.js';
import type { LabelChange } from './jira-api.js';
import type { JiraSettings } from './settings.js';
import { writeTime } from './times.js';

const LINE = 255;
/** Fields hold 32,767 characters as Jira counts them, which is not quite as we do. */
export const LONGEST_TEXT = 30_000;

/** By this the issues of a plan are found again. */
export const labelOf = (plan: string): string => `${OF_PLAN}${plan}`;
const OF_PLAN = 'lockstep-plan-';
/** Of all issues that Lockstep has made. */
export const LABEL = 'lockstep';

/** An issue is of one plan. */
export function labelChange(labels: readonly string[], plan: string): LabelChange {
  const own = labelOf(plan);
  return { remove: labels.filter((label) => label.startsWith(OF_PLAN) && label !== own), add: labels.includes(own) ? [] : [own] };
}

/** All that Lockstep writes of a draft, so that writing another one leaves nothing of the first. */
export function issueFields(draft: ChangeDraft, { fields }: ChangeScreen, { values }: JiraSettings): Record<string, unknown> {
  const written: Record<string, unknown> = {
    summary: oneLine(draft.summary, LINE),
    description: writeDocument(description(draft, fields)),
  };
  const text = (id: string | undefined, value: string): void => {
    if (id !== undefined) written[id] = writeDocument(value);
  };
  text(fields.implementation, implementationText(draft, LONGEST_TEXT));
  text(fields.backout, cutText(draft.backout, LONGEST_TEXT));
  text(fields.test, cutText(draft.test, LONGEST_TEXT));
  const window = draft.window && writeWindow(draft.window, writeTime);
  if (fields.start !== undefined) written[fields.start] = window?.start ?? null;
  if (fields.end !== undefined) written[fields.end] = window?.end ?? null;
  for (const role of ['type', 'reason', 'urgency', 'impact'] as const)
    if (fields[role] !== undefined) written[fields[role]] = { value: values[role] };
  if (fields.risk !== undefined && values.risk) written[fields.risk] = { value: values.risk[draft.risk.level] };
  return written;
}

/** With what has no field of its own; the implementation first, because it begins with the digest. */
function description(draft: ChangeDraft, fields: ChangeScreen['fields']): string {
  const parts = [
    ...(fields.implementation === undefined ? [implementationText(draft, LONGEST_TEXT / 2)] : []),
    draft.description,
    `Justification\n${draft.justification}`,
    `Risk: ${draft.risk.level}\n${draft.risk.text}`,
    ...(draft.affected.length > 0 ? [`Affected\n${draft.affected.join('\n')}`] : []),
    ...(fields.backout === undefined ? [`Backout plan\n${draft.backout}`] : []),
    ...(fields.test === undefined ? [`Test plan\n${draft.test}`] : []),
  ];
  return cutText(parts.join('\n\n'), LONGEST_TEXT);
}
