import type { ChangePeople, ShownChange } from '../changes/change-people.js';
import { asDocument, plainText } from './documents.js';
import type { Issue, Issues } from './issues.js';
import type { JiraBehaviour, JiraStatus } from './jira-behaviour.js';

const idOf = ({ fields }: JiraBehaviour, name: string): string =>
  Object.entries(fields).find(([, field]) => field.name === name)?.[0] ?? name;

export function jiraPeople(issues: Issues): ChangePeople {
  const { behaviour } = issues;
  const get = (key: string): Issue => {
    const issue = issues.find(key);
    if (!issue) throw new Error(`change ${key}; must be one of this project; found ${issues.issues.map((one) => one.key).join(', ')}`);
    return issue;
  };
  return {
    approve(key, by) {
      const issue = get(key);
      while (issue.approvals.some(({ decision }) => decision === 'pending')) issues.answer(issue, 'approved', by);
    },
    approveInPart: (key, by) => issues.answer(get(key), 'approved', by),
    reject: (key, by) => issues.answer(get(key), 'declined', by),
    cancel: (key) => issues.enter(get(key), 'canceled'),
    move(key, state) {
      const known = (Object.keys(behaviour.statuses) as JiraStatus[]).find((one) => one === state || behaviour.statuses[one][1] === state);
      if (known === undefined) throw new Error(`status; must be one of this site; found ${state}`);
      issues.enter(get(key), known);
    },
    rewrite: (key, text) => void (get(key).fields[idOf(behaviour, 'Implementation plan')] = asDocument(text)),
    reschedule(key, times) {
      const { fields } = get(key);
      const instantOf = (time: string | null | undefined) => (time == null ? null : Date.parse(time));
      fields[idOf(behaviour, 'Planned start')] = instantOf(times?.start);
      fields[idOf(behaviour, 'Planned end')] = instantOf(times?.end);
    },
    remove: (key) => void issues.issues.splice(issues.issues.indexOf(get(key)), 1),
    copy: (key) => issues.make({ ...get(key).fields }).key,
  };
}

export function shownIssue(issue: Issue, behaviour: JiraBehaviour): ShownChange {
  const field = (name: string): unknown => issue.fields[idOf(behaviour, name)];
  const time = (name: string): string => (typeof field(name) === 'number' ? new Date(field(name) as number).toISOString() : '');
  const named = Object.entries(issue.fields).map(([id, value]) => [behaviour.fields[id]?.name ?? id, value]);
  return {
    number: issue.key,
    reference: issue.id,
    state: behaviour.statuses[issue.status][1],
    summary: String(issue.fields['summary']),
    description: plainText(issue.fields['description']),
    implementation: plainText(field('Implementation plan')),
    backout: plainText(field('Backout plan')),
    test: plainText(field('Test plan')),
    start: time('Planned start'),
    end: time('Planned end'),
    notes: issue.comments.map(plainText),
    fields: Object.fromEntries(named),
  };
}
