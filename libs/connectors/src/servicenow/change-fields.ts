import type { ChangeDraft } from '@lockstep/approvals';
import { cutText, implementationText, oneLine } from '../changes/change-texts.js';
import { writeWindow } from '../changes/windows.js';
import type { Fields } from './servicenow-api.js';
import type { ServiceNowSettings } from './settings.js';
import { writeTime } from './times.js';

const LINE = 160;
const LONGEST_TEXT = 4_000;

/** All that Lockstep writes of a draft, so that writing another one leaves nothing of the first. */
export function changeFields(draft: ChangeDraft, settings: ServiceNowSettings): Fields {
  const { start, end } = draft.window ? writeWindow(draft.window, writeTime) : { start: '', end: '' };
  const { assignmentGroup, requestedBy, category, riskValues } = settings;
  return {
    ...settings.fields,
    short_description: oneLine(draft.summary, LINE),
    description: cutText(draft.description, LONGEST_TEXT),
    justification: cutText(draft.justification, LONGEST_TEXT),
    implementation_plan: implementationText(draft, LONGEST_TEXT),
    backout_plan: cutText(draft.backout, LONGEST_TEXT),
    test_plan: cutText(draft.test, LONGEST_TEXT),
    risk_impact_analysis: cutText(`Risk: ${draft.risk.level}\n${draft.risk.text}`, LONGEST_TEXT),
    start_date: start,
    end_date: end,
    correlation_id: draft.plan,
    correlation_display: 'Lockstep',
    ...(assignmentGroup !== undefined && { assignment_group: assignmentGroup }),
    ...(requestedBy !== undefined && { requested_by: requestedBy }),
    ...(category !== undefined && { category }),
    ...(riskValues && { risk: riskValues[draft.risk.level] }),
  };
}

/** A work note. What stands between code tags is shown as HTML there, and no text of ours is. */
export const journalText = (text: string): string => cutText(text.replaceAll(/\[(\/?)\s*code\s*\]/gi, '($1code)'), LONGEST_TEXT);
