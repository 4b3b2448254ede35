import { type SettingDefinition, settingDefinitions } from '@lockstep/platform/config';
import type { GeneratedFile } from './generated-file.js';

const readers = { api: 'API', worker: 'worker', command: 'commands' } as const;

/** Every setting, from the definitions that `lockstep config` and the processes read. */
export const settingsPage: GeneratedFile = {
  path: 'docs/reference/settings.md',
  generate: async () =>
    [
      '# Settings',
      '',
      'Read from the environment, once, at the start. `lockstep config` prints them as they are where it runs, secrets masked. A variable that begins with `LOCKSTEP_` and is none of these is refused, and so is a value that does not fit. An empty one counts as not set.',
      'What `lockstep serve` has, it hands on to the API and the worker that it starts. Generated from the definitions.',
      '',
      '| Variable | What it is | Default | Read by |',
      '|---|---|---|---|',
      ...Object.values<SettingDefinition<unknown>>(settingDefinitions).map(rowOf),
      '',
    ].join('\n'),
};

function rowOf({ variable, description, secrecy, fallback, readBy }: SettingDefinition<unknown>): string {
  const secret = { open: '', url: ' (its password is never shown)', hidden: ' (never shown)' }[secrecy];
  const standard = fallback === undefined || fallback === '' ? 'none' : `\`${fallback}\``;
  return `| \`${variable}\` | ${description}${secret} | ${standard} | ${readBy.map((reader) => readers[reader]).join(', ')} |`;
}
