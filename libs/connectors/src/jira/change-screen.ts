import { ChangeSystemFailure } from '@lockstep/approvals';
import type { JiraApi } from './jira-api.js';
import type { FieldRole, JiraSettings } from './settings.js';
import type { CreateField } from './shapes.js';

/** How changes of one project are made: ids, which differ from site to site. */
export interface ChangeScreen {
  readonly issueType: string;
  /** Ids of those fields that are there; the settings say which need not be. */
  readonly fields: Readonly<Partial<Record<FieldRole, string>>>;
}

const TEXTS: readonly FieldRole[] = ['implementation', 'backout', 'test'];
const TIMES: readonly FieldRole[] = ['start', 'end'];
const OPTIONS = ['type', 'reason', 'urgency', 'impact', 'risk'] as const;

/** @throws ChangeSystemFailure `misconfigured` with all that is missing, because a change without it would show less than the plan says */
export async function readChangeScreen(api: JiraApi, settings: JiraSettings, signal: AbortSignal): Promise<ChangeScreen> {
  const types = await api.issueTypes(signal);
  const type = types.find(({ id, name }) => id === settings.issueType || name === settings.issueType);
  if (!type)
    throw misconfigured([
      `type of issues ${JSON.stringify(settings.issueType)}; must be one of project ${settings.project}; found ${namesOf(types)}`,
    ]);
  const known = await api.createFields(type.id, signal);
  const fields: Partial<Record<FieldRole, string>> = {};
  const problems: string[] = [];
  const take = (role: FieldRole, problemOf: (field: CreateField) => string | null): void => {
    const wanted = settings.fields[role];
    if (wanted === null) return;
    const found = known.filter(({ fieldId, name }) => fieldId === wanted || name === wanted);
    const place = `field ${JSON.stringify(wanted)} for ${role}`;
    if (found.length !== 1)
      problems.push(
        `${place}; must be on the create screen once; found ${found.length === 0 ? 'none' : found.map(({ fieldId }) => fieldId).join(', ')}`,
      );
    else {
      const problem = problemOf(found[0]!);
      if (problem !== null) problems.push(`${place}; ${problem}`);
      fields[role] = found[0]!.fieldId;
    }
  };
  for (const role of TEXTS)
    take(role, ({ schema }) =>
      schema.custom?.endsWith(':textarea') ? null : `must hold texts of several lines; found ${schema.custom ?? schema.type}`,
    );
  for (const role of TIMES)
    take(role, ({ schema }) => (schema.type === 'datetime' ? null : `must hold a date with its time; found ${schema.type}`));
  for (const role of OPTIONS) {
    const values = settings.values[role];
    if (values === undefined) continue;
    take(role, ({ allowedValues }) => {
      const missing = Object.values(typeof values === 'string' ? [values] : values).filter(
        (value) => !allowedValues?.some((one) => one.value === value),
      );
      return missing.length === 0 ? null : `must offer the option; found no ${missing.map((value) => JSON.stringify(value)).join(', ')}`;
    });
  }
  if (problems.length > 0) throw misconfigured(problems);
  return { issueType: type.id, fields };
}

const misconfigured = (problems: readonly string[]) => new ChangeSystemFailure('misconfigured', problems.join('. '), false);
const namesOf = (types: readonly { readonly name: string }[]): string =>
  types
    .map(({ name }) => JSON.stringify(name))
    .slice(0, 20)
    .join(', ') || 'none';
