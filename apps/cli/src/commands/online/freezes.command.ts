import { type components, ifMatch } from '@lockstep/api-client';
import { Command } from 'commander';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { bodyOption, readBody, readChange } from '../../online/read-body.js';
import { listShown, type Shown, thingShown } from '../../online/shown.js';

type Freeze = components['schemas']['Freeze'];

const WHAT = 'name, reason, scope, times';

/** Times in which nothing of a scope may start. */
export const freezesCommand = (): Command =>
  new Command('freezes')
    .description('times in which no step may start')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(declareCommand())
    .addCommand(changeCommand())
    .addCommand(liftCommand());

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the freezes, those that are over too', 'lockstep freezes list')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/freezes'), limit),
        ['FREEZE', 'NAME', 'WHEN…', 'WHERE…', 'REASON…'],
        (freeze) => [freeze.id, freeze.name, wordTimes(freeze), wordScope(freeze), freeze.reason],
        ({ id }) => id,
      ),
    ),
  );

const getCommand = (): Command =>
  onlineCommand('get', 'print a freeze; -o yaml as a file for change', 'lockstep freezes get quarter -o yaml')
    .argument('<freeze>', 'its id')
    .action(showing(async ({ client }, id) => freezeShown((await client.GET('/v1/freezes/{id}', { params: { path: { id: id! } } })).data)));

const declareCommand = (): Command =>
  onlineCommand('declare', 'declare a freeze', 'lockstep freezes declare -f quarter.yaml')
    .addOption(bodyOption(`id, ${WHAT}`))
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }) =>
        freezeShown((await client.POST('/v1/freezes', { body: readBody<components['schemas']['NewFreeze']>(file) })).data),
      ),
    );

const changeCommand = (): Command =>
  onlineCommand('change', 'change a freeze, the whole of it', 'lockstep freezes change quarter -f quarter.yaml')
    .argument('<freeze>', 'its id')
    .addOption(bodyOption(WHAT))
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }, id) => {
        const params = { path: { id: id! } };
        const { data, etag } = await client.GET('/v1/freezes/{id}', { params });
        return freezeShown(
          (
            await client.PUT('/v1/freezes/{id}', {
              params,
              headers: ifMatch(etag!),
              body: readChange<components['schemas']['ChangedFreeze']>(file, data, ['id', 'changedAt']),
            })
          ).data,
        );
      }),
    );

const liftCommand = (): Command =>
  onlineCommand('lift', 'end a freeze before its time', "lockstep freezes lift quarter --reason 'books are closed'")
    .argument('<freeze>', 'its id')
    .requiredOption('--reason <text>', 'why, for the record')
    .action(
      showing<{ readonly reason: string }>(async ({ client, options: { reason } }, id) => {
        const path = { id: id! };
        const { data, etag } = await client.GET('/v1/freezes/{id}', { params: { path } });
        await client.DELETE('/v1/freezes/{id}', { params: { path, query: { reason } }, headers: ifMatch(etag!) });
        return { ...freezeShown(data), notes: ['lifted'] };
      }),
    );

const wordTimes = ({ times }: Freeze): string =>
  'from' in times
    ? `${shortTime(times.from)} to ${shortTime(times.to)}`
    : [times.start, times.duration, times.timeZone, times.rule].filter((part) => part !== undefined).join(' ');

const wordScope = ({ scope }: Freeze): string =>
  Object.entries(scope)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(', ') : JSON.stringify(value)}`)
    .join('; ') || 'the whole fleet';

const freezeShown = (freeze: Freeze): Shown =>
  thingShown(freeze, freeze.id, {
    freeze: freeze.id,
    name: freeze.name,
    when: wordTimes(freeze),
    where: wordScope(freeze),
    reason: freeze.reason,
    changed: freeze.changedAt,
  });
