import { uuidOf } from '../world/draws.js';
import type { ServiceNowBehaviour, ServiceNowState } from './servicenow-behaviour.js';

export interface Approver {
  readonly name: string;
  state: 'requested' | 'approved' | 'rejected' | 'cancelled';
}

/** One change request. Fields hold values as the database does: times in UTC without a zone. */
export interface ChangeRow {
  readonly sysId: string;
  readonly number: string;
  type: 'normal' | 'standard' | 'emergency';
  state: ServiceNowState;
  fields: Record<string, string>;
  approvers: Approver[];
  readonly notes: string[];
  readonly affected: string[];
}

/** What the columns hold; what is longer is cut off in silence. Everything else holds 40. */
const LENGTHS: Readonly<Record<string, number>> = {
  short_description: 160,
  correlation_id: 100,
  correlation_display: 100,
  close_notes: 4_000,
  description: 4_000,
  justification: 4_000,
  implementation_plan: 4_000,
  backout_plan: 4_000,
  test_plan: 4_000,
  risk_impact_analysis: 4_000,
  category: 40,
  assignment_group: 32,
  requested_by: 32,
  assigned_to: 32,
  cmdb_ci: 32,
  close_code: 40,
  reason: 40,
  risk: 40,
  impact: 40,
  urgency: 40,
  priority: 40,
  on_hold: 40,
  on_hold_reason: 4_000,
  u_platform: 100,
};
const DATES = new Set(['start_date', 'end_date']);
const KNOWN = new Set([...Object.keys(LENGTHS), ...DATES, 'approval']);

const NEXT: Readonly<Record<ServiceNowState, readonly ServiceNowState[]>> = {
  new: ['assess', 'canceled'],
  assess: ['authorize', 'new', 'canceled'],
  authorize: ['scheduled', 'new', 'canceled'],
  scheduled: ['implement', 'new', 'canceled'],
  implement: ['review', 'canceled'],
  review: ['closed'],
  closed: [],
  canceled: [],
  vendor: ['canceled'],
};
/** The approvals lead there, nobody else. */
const AUTOMATIC: ReadonlySet<ServiceNowState> = new Set(['authorize', 'scheduled']);

/** The changes of one instance, and its workflow. */
export class ChangeRows {
  readonly rows: ChangeRow[] = [];
  private made = 0;

  constructor(
    private readonly behaviour: ServiceNowBehaviour,
    private readonly seed = 1,
  ) {}

  make(fields: Readonly<Record<string, string>>): { row: ChangeRow; ignored: string[] } {
    const row: ChangeRow = {
      sysId: uuidOf(this.seed, `change ${++this.made}`).replaceAll('-', ''),
      number: `CHG${String(30_000 + this.made).padStart(7, '0')}`,
      type: 'normal',
      state: 'new',
      fields: { approval: 'not requested', on_hold: 'false' },
      approvers: [],
      notes: [],
      affected: [],
    };
    this.rows.push(row);
    return { row, ignored: this.write(row, fields) };
  }

  /** Returns what was not written: read-only, unknown, and states that the workflow does not lead to. */
  write(row: ChangeRow, fields: Readonly<Record<string, string>>): string[] {
    const ignored: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'state' || this.behaviour.readOnly.includes(name)) continue;
      if (name === 'work_notes' || name === 'comments') row.notes.push(value);
      else if (DATES.has(name)) row.fields[name] = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) ? value : '';
      else if (KNOWN.has(name) && name !== 'approval') row.fields[name] = value.slice(0, LENGTHS[name] ?? 40);
      else ignored.push(name);
    }
    ignored.push(...Object.keys(fields).filter((name) => this.behaviour.readOnly.includes(name)));
    const state = fields['state'];
    if (state !== undefined && !ignored.includes('state') && !this.step(row, state)) ignored.push('state');
    return ignored;
  }

  next(row: ChangeRow): readonly ServiceNowState[] {
    const next = this.behaviour.review === 'none' && row.state === 'implement' ? (['closed', 'canceled'] as const) : NEXT[row.state];
    return next.filter(
      (state) =>
        !AUTOMATIC.has(state) &&
        !(state === 'new' && this.behaviour.backToNew === 'not-available') &&
        !(state === 'review' && this.behaviour.openTasks === 'some'),
    );
  }

  enter(row: ChangeRow, state: ServiceNowState): void {
    const from = row.state;
    row.state = state;
    if (state === 'new' && from !== 'new' && this.behaviour.approvalsOnReturn === 'taken-back') {
      row.approvers = row.approvers.map((one) => ({ ...one, state: 'cancelled' as const }));
      row.fields['approval'] = 'not requested';
    }
    if (state === 'assess' || state === 'authorize') {
      row.fields['approval'] = 'requested';
      const asked = state === 'assess' ? ['Nora Network'] : ['Carla Board', 'Bert Board'];
      row.approvers.push(...asked.map((name) => ({ name, state: 'requested' as const })));
    }
    if (state === 'canceled')
      row.approvers = row.approvers.map((one) => (one.state === 'requested' ? { ...one, state: 'cancelled' } : one));
  }

  private step(row: ChangeRow, value: string): boolean {
    const { states } = this.behaviour;
    const wanted = (Object.keys(states) as ServiceNowState[]).find((state) => states[state][0] === value || state === value);
    if (wanted === undefined || (wanted !== row.state && !this.next(row).includes(wanted))) return false;
    // A policy of the product: a change is closed with a code and notes.
    if (wanted === 'closed' && !(row.fields['close_code'] && row.fields['close_notes'])) return false;
    if (wanted !== row.state && this.behaviour.moves === 'done') this.enter(row, wanted);
    return true;
  }
}
