import type { JiraBehaviour, JiraStatus } from './jira-behaviour.js';

export interface IssueApproval {
  readonly id: string;
  readonly name: string;
  decision: 'pending' | 'approved' | 'declined';
  readonly created: number;
  approvers: { readonly name: string; decision: 'pending' | 'approved' | 'declined' }[];
}

/** Times are instants; texts are documents in Atlassian's format. */
export interface Issue {
  readonly id: string;
  readonly key: string;
  status: JiraStatus;
  fields: Record<string, unknown>;
  readonly approvals: IssueApproval[];
  readonly comments: unknown[];
  /** What searches know of it. */
  indexed: { readonly labels: readonly string[] } | null;
}

interface Way {
  readonly id: string;
  readonly name: string;
  readonly from: readonly JiraStatus[];
  readonly to: JiraStatus;
}

const WORK: readonly JiraStatus[] = ['planning', 'awaiting-approval', 'awaiting-implementation', 'implementing'];
const WAYS: readonly Way[] = [
  { id: '11', name: 'Request approval', from: ['planning'], to: 'awaiting-approval' },
  { id: '21', name: 'Back to planning', from: ['awaiting-approval', 'awaiting-implementation'], to: 'planning' },
  { id: '31', name: 'Start implementation', from: ['awaiting-implementation'], to: 'implementing' },
  { id: '41', name: 'Review', from: ['implementing'], to: 'in-review' },
  { id: '51', name: 'Complete', from: ['in-review'], to: 'completed' },
  { id: '61', name: 'Fail', from: ['in-review'], to: 'failed' },
  { id: '71', name: 'Cancel', from: WORK, to: 'canceled' },
];

const FIRST_ID = 10_100;

/** The issues of one project, and the workflow of its changes. */
export class Issues {
  readonly issues: Issue[] = [];
  private made = 0;
  private approvals = 0;

  constructor(
    readonly behaviour: JiraBehaviour,
    readonly project: string,
    private readonly now: () => number,
  ) {}

  make(fields: Record<string, unknown>): Issue {
    const issue: Issue = {
      id: String(FIRST_ID + ++this.made),
      key: `${this.project}-${this.made}`,
      status: 'planning',
      fields,
      approvals: [],
      comments: [],
      indexed: null,
    };
    this.issues.push(issue);
    this.changed();
    return issue;
  }

  find = (idOrKey: string): Issue | undefined => this.issues.find(({ id, key }) => id === idOrKey || key === idOrKey);

  ways(issue: Issue): readonly Way[] {
    return WAYS.filter(
      ({ from, id }) => from.includes(issue.status) && !(id === '21' && this.behaviour.backToPlanning === 'not-available'),
    );
  }

  enter(issue: Issue, status: JiraStatus): void {
    issue.status = status;
    if (status !== 'awaiting-approval' || this.behaviour.requests === 'no-requests') return;
    const approvers = ['Carla Board', 'Bert Board'].map((name) => ({ name, decision: 'pending' as const }));
    issue.approvals.push({
      id: String(++this.approvals),
      name: 'CAB approval',
      decision: 'pending',
      created: this.now() + this.approvals,
      approvers,
    });
  }

  answer(issue: Issue, decision: 'approved' | 'declined', by?: string): void {
    const approval = issue.approvals.findLast((one) => one.decision === 'pending');
    if (!approval) return;
    const asked = approval.approvers.findIndex((one) => one.decision === 'pending');
    const name = by ?? approval.approvers[asked]!.name;
    approval.approvers = approval.approvers.map((one, index) => (index === asked ? { name, decision } : one));
    if (decision === 'approved' && approval.approvers.some((one) => one.decision === 'pending')) return;
    approval.decision = decision;
    if (issue.status === 'awaiting-approval') this.enter(issue, decision === 'approved' ? 'awaiting-implementation' : 'declined');
  }

  /** After every write; searches see it now, or when the index is let catch up. */
  changed(): void {
    if (this.behaviour.index === 'current') this.catchUp();
  }

  catchUp(): void {
    for (const issue of this.issues) issue.indexed = { labels: (issue.fields['labels'] as string[] | undefined) ?? [] };
  }
}
