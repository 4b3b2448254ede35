import type { z } from 'zod';
import { maskUrlPassword } from './mask-url-password.js';
import { type SettingDefinition, type SettingName, settingDefinitions } from './setting-definitions.js';

type Definitions = typeof settingDefinitions;
type ValueOf<Definition> = Definition extends SettingDefinition<infer Value> ? Value : never;
/** Settings that may be absent: those without a default. */
type OptionalName =
  | 'adminToken'
  | 'databaseUrl'
  | 'redisUrl'
  | 'livenessFile'
  | 'workerMetricsPort'
  | 'publicUrl'
  | 'sealKey'
  | 'sealTrustedKeys'
  | 'approvalKey'
  | 'secretKey'
  | 'token'
  | 'url'
  | 'context';

export type Settings = {
  readonly [Name in Exclude<SettingName, OptionalName>]: ValueOf<Definitions[Name]>;
} & { readonly [Name in OptionalName]?: ValueOf<Definitions[Name]> };

export type SettingSource = 'environment' | 'default';

export type SettingsReading =
  | { readonly outcome: 'valid'; readonly settings: Settings; readonly sources: Readonly<Record<SettingName, SettingSource>> }
  /** Every problem, each `variable; rule; found`, in the order of the definitions, unknown variables last. */
  | { readonly outcome: 'invalid'; readonly problems: readonly string[] };

/** Reads all settings from `env`. An empty variable counts as absent, because compose files write `${REDIS_URL:-}`. An unknown
 *  variable that starts with `LOCKSTEP_` is a problem: it is most often a typing error that would otherwise pass in silence. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsReading {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  const sources: Record<string, SettingSource> = {};
  for (const [name, definition] of Object.entries(settingDefinitions) as [SettingName, SettingDefinition<unknown>][]) {
    const given = env[definition.variable];
    const fromEnvironment = given !== undefined && given !== '';
    sources[name] = fromEnvironment ? 'environment' : 'default';
    const text = fromEnvironment ? given : definition.fallback;
    if (text === undefined) continue;
    const parsed: z.ZodSafeParseResult<unknown> = definition.schema.safeParse(text);
    if (parsed.success) settings[name] = parsed.data;
    else
      for (const issue of parsed.error.issues)
        problems.push(`${definition.variable}; ${issue.message}; found ${renderFound(definition, text)}`);
  }
  problems.push(...unknownVariables(env));
  if (problems.length > 0) return { outcome: 'invalid', problems };
  return { outcome: 'valid', settings: settings as Settings, sources: sources as Record<SettingName, SettingSource> };
}

function renderFound(definition: SettingDefinition<unknown>, text: string): string {
  if (definition.secrecy === 'hidden') return `a value of ${text.length} characters`;
  return JSON.stringify(definition.secrecy === 'url' ? maskUrlPassword(text) : text);
}

function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(settingDefinitions).map((definition) => definition.variable));
  const ours = [...known].filter((variable) => variable.startsWith('LOCKSTEP_'));
  return Object.keys(env)
    .filter((variable) => variable.startsWith('LOCKSTEP_') && !known.has(variable))
    .sort()
    .map((variable) => `${variable}; is not a setting, known are ${ours.join(', ')}; found it in the environment`);
}
