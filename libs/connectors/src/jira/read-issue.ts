import { type ChangeApproval, type ChangePhase, type ChangeReading, ChangeSystemFailure } from '@lockstep/approvals';
import { readDigest } from '../changes/change-texts.js';
import { type PhaseStates, phaseOf } from '../changes/settings.js';
import { type PlannedTime, plannedTime, readWindow } from '../changes/windows.js';
import type { ChangeScreen } from './change-screen.js';
import { readDocument } from './documents.js';
import type { JiraSettings } from './settings.js';
import type { Approval, Issue } from './shapes.js';
import { readTime } from './times.js';

export interface IssueReading extends ChangeReading {
  /** Whether anybody has ever answered, which cannot be taken back. */
  readonly answered: 'by-somebody' | 'by-nobody';
  readonly labels: readonly string[];
}

export function statusPhase(statuses: PhaseStates, status: { readonly id: string; readonly name: string }): ChangePhase {
  return phaseOf(statuses, (one) => one === status.id || one === status.name) ?? 'unknown';
}

export function readIssue(
  issue: Issue,
  approvals: readonly Approval[] | undefined,
  { issueType, fields }: ChangeScreen,
  settings: JiraSettings,
): IssueReading {
  const status = issue.fields.status;
  if (!status) throw new ChangeSystemFailure('wrong-shape', `issue ${issue.key}; an issue with its status; found none`, false);
  const named = statusPhase(settings.statuses, status);
  const field = (id: string | undefined): unknown => (id === undefined ? null : issue.fields[id]);
  const time = (id: string | undefined): PlannedTime => {
    if (id === undefined) return 'not-kept';
    const value = field(id) ?? '';
    return typeof value === 'string' ? plannedTime(value, readTime) : 'unreadable';
  };
  const strange = named === 'closed' || named === 'cancelled' ? undefined : strangeType(issue, issueType, field(fields.type), settings);
  const phase = strange === undefined ? named : 'unknown';
  return {
    reference: issue.id,
    number: issue.key,
    url: addressOf(issue.key, settings),
    phase,
    state: strange === undefined ? status.name : `${status.name}, ${strange}`,
    ...approvalOf(approvals, phase),
    digest: readDigest(readDocument(field(fields.implementation ?? 'description'))),
    ...readWindow(time(fields.start), time(fields.end)),
    answered: (approvals ?? []).some(isAnswered) ? 'by-somebody' : 'by-nobody',
    labels: issue.fields.labels,
  };
}

/** Changes of another type are approved by others, or beforehand. */
function strangeType({ fields }: Issue, issueType: string, changeType: unknown, { values }: JiraSettings): string | undefined {
  const { issuetype: type } = fields;
  if (type?.id !== issueType) return `an issue of type ${type?.name ?? type?.id ?? 'that is not told'}`;
  const { value } = (changeType ?? {}) as { value?: unknown };
  return values.type === undefined || value === values.type ? undefined : `a change of type ${typeof value === 'string' ? value : 'none'}`;
}

function addressOf(key: string, { url, site }: JiraSettings): string | null {
  const base = site ?? (/\/ex\/jira\//.test(url) ? null : url);
  return base === null ? null : `${base.replace(/\/+$/, '')}/browse/${key}`;
}

const isAnswered = ({ finalDecision, approvers }: Approval): boolean =>
  finalDecision !== 'pending' || approvers.some(({ approverDecision: one }) => one !== null && one !== undefined && one !== 'pending');

const DECISIONS: Readonly<Record<string, ChangeApproval>> = { approved: 'approved', declined: 'rejected', pending: 'requested' };
const BEYOND_APPROVAL: ReadonlySet<ChangePhase> = new Set(['approved', 'changing', 'review', 'closed']);

/** Each step of an approval is asked for when its status is entered, and again when it is entered again: the last time counts. */
function approvalOf(all: readonly Approval[] | undefined, phase: ChangePhase): Pick<ChangeReading, 'approval' | 'deciders'> {
  if (all === undefined) return { approval: 'unknown', deciders: [] };
  const latest = [...new Map([...all].sort(byTime).map((one) => [one.name ?? one.id, one])).values()];
  const decisions = latest.map(({ finalDecision }) => DECISIONS[finalDecision] ?? 'unknown');
  const approval = judge(decisions, phase);
  const word = approval === 'rejected' ? 'declined' : 'approved';
  const isDecided = approval === 'approved' || approval === 'rejected';
  const deciders = latest.flatMap(({ approvers }) =>
    approvers.flatMap(({ approver, approverDecision: one }) => (isDecided && one === word ? (approver?.displayName ?? []) : [])),
  );
  return { approval, deciders: [...new Set(deciders)].sort() };
}

function judge(decisions: readonly ChangeApproval[], phase: ChangePhase): ChangeApproval {
  for (const one of ['rejected', 'unknown'] as const) if (decisions.includes(one)) return one;
  // What was asked before an issue went back to draft is asked no more.
  if (decisions.length === 0 || phase === 'draft') return 'not-requested';
  if (decisions.includes('requested')) return 'requested';
  // Whether a further step follows is the workflow's: as long as it has not gone on, they are not all there.
  return BEYOND_APPROVAL.has(phase) ? 'approved' : 'requested';
}

const byTime = (a: Approval, b: Approval): number =>
  (a.createdDate?.epochMillis ?? 0) - (b.createdDate?.epochMillis ?? 0) || Number(a.id) - Number(b.id);
