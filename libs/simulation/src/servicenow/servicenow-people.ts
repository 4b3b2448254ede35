import type { ChangePeople, ShownChange } from '../changes/change-people.js';
import type { ChangeRow, ChangeRows } from './change-rows.js';
import type { ServiceNowBehaviour, ServiceNowState } from './servicenow-behaviour.js';

export function serviceNowPeople(changes: ChangeRows, behaviour: ServiceNowBehaviour): ChangePeople {
  const get = (number: string): ChangeRow => {
    const row = changes.rows.find((one) => one.number === number);
    if (!row) throw new Error(`change ${number}; must be one of this instance; found ${changes.rows.map((one) => one.number).join(', ')}`);
    return row;
  };
  const answer = (row: ChangeRow, state: 'approved' | 'rejected', by: string | undefined): void => {
    const asked = row.approvers.findIndex((one) => one.state === 'requested');
    if (asked === -1) row.approvers.push({ name: by ?? 'Somebody', state });
    else row.approvers[asked] = { name: by ?? row.approvers[asked]!.name, state };
  };
  return {
    approve(number, by) {
      const row = get(number);
      while (row.state === 'assess' || row.state === 'authorize') {
        while (row.approvers.some(({ state }) => state === 'requested')) answer(row, 'approved', by);
        if (row.state === 'assess') changes.enter(row, 'authorize');
        else changes.enter(row, 'scheduled');
      }
      row.fields['approval'] = 'approved';
    },
    approveInPart: (number, by) => answer(get(number), 'approved', by),
    reject(number, by) {
      const row = get(number);
      answer(row, 'rejected', by);
      // The workflow that comes with the product sends it back, so that it may be worked over.
      row.state = 'new';
      row.fields['approval'] = 'rejected';
    },
    cancel: (number) => changes.enter(get(number), 'canceled'),
    move(number, state) {
      const known = (Object.keys(behaviour.states) as ServiceNowState[]).find((one) => one === state || behaviour.states[one][1] === state);
      if (known === undefined) throw new Error(`state; must be one of this instance; found ${state}`);
      changes.enter(get(number), known);
    },
    rewrite: (number, text) => void (get(number).fields['implementation_plan'] = text),
    reschedule: (number, times) =>
      Object.assign(get(number).fields, { start_date: timeOf(times?.start ?? null), end_date: timeOf(times?.end ?? null) }),
    remove: (number) => void changes.rows.splice(changes.rows.indexOf(get(number)), 1),
    copy: (number) => {
      const { fields } = get(number);
      const { approval: _approval, ...copied } = fields;
      return changes.make(copied).row.number;
    },
  };
}

const timeOf = (instant: string | null): string => (instant === null ? '' : new Date(instant).toISOString().slice(0, 19).replace('T', ' '));

export const shownRow = (row: ChangeRow, behaviour: ServiceNowBehaviour): ShownChange => {
  const text = (name: string): string => row.fields[name] ?? '';
  return {
    number: row.number,
    reference: row.sysId,
    state: behaviour.states[row.state][1],
    summary: text('short_description'),
    description: text('description'),
    implementation: text('implementation_plan'),
    backout: text('backout_plan'),
    test: text('test_plan'),
    start: text('start_date'),
    end: text('end_date'),
    notes: [...row.notes],
    fields: { ...row.fields, affected: [...row.affected] },
  };
};
