import { maskUrlPassword } from './mask-url-password.js';
import type { Settings, SettingSource } from './read-settings.js';
import { type SettingDefinition, type SettingName, settingDefinitions } from './setting-definitions.js';

/** One setting as a person may see it: `value` is undefined when it is not set; secrets are masked. */
export interface SettingRow {
  readonly name: SettingName;
  readonly variable: string;
  readonly value: string | undefined;
  readonly source: SettingSource;
  readonly description: string;
}

/** Rows for `lockstep config`, in the order of the definitions, safe to print and to log. */
export function listSettings(settings: Settings, sources: Readonly<Record<SettingName, SettingSource>>): SettingRow[] {
  return (Object.entries(settingDefinitions) as [SettingName, SettingDefinition<unknown>][]).map(([name, definition]) => ({
    name,
    variable: definition.variable,
    value: renderValue(definition, settings[name]),
    source: sources[name],
    description: definition.description,
  }));
}

/** The rows as aligned text, one line each, ending with a line break. */
export function renderSettings(settings: Settings, sources: Readonly<Record<SettingName, SettingSource>>): string {
  const rows = listSettings(settings, sources).map((row) => [row.variable, row.value ?? '(not set)', row.source, row.description] as const);
  const width = (column: 0 | 1 | 2) => Math.max(...rows.map((row) => row[column].length));
  const widths = [width(0), width(1), width(2)] as const;
  return rows
    .map(
      ([variable, value, source, description]) =>
        `${variable.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${source.padEnd(widths[2])}  ${description}\n`,
    )
    .join('');
}

function renderValue(definition: SettingDefinition<unknown>, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (definition.secrecy === 'hidden') return '****';
  return definition.secrecy === 'url' ? maskUrlPassword(String(value)) : String(value);
}
