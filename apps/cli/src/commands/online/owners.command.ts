import { type components, ifMatch } from '@lockstep/api-client';
import { Command } from 'commander';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { bodyOption, readBody, readChange } from '../../online/read-body.js';
import { listShown, type Shown, thingShown } from '../../online/shown.js';

type Owners = components['schemas']['Owners'];

const WHAT = 'scope, podTraffic, nsx';

/** The two people who answer for clusters with a CNI of their own. */
export const ownersCommand = (): Command =>
  new Command('owners')
    .description('who answers for clusters with a CNI of their own')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(registerCommand())
    .addCommand(changeCommand())
    .addCommand(removeCommand());

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the owners', 'lockstep owners list')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/owners'), limit),
        ['OWNERS', 'POD TRAFFIC', 'NSX', 'OF…'],
        ({ id, podTraffic, nsx, scope }) => [id, podTraffic.name, nsx.name, wordScope(scope)],
        ({ id }) => id,
      ),
    ),
  );

const getCommand = (): Command =>
  onlineCommand('get', 'print an entry; -o yaml as a file for change', 'lockstep owners get edge -o yaml')
    .argument('<owners>', 'its id')
    .action(showing(async ({ client }, id) => ownersShown((await client.GET('/v1/owners/{id}', { params: { path: { id: id! } } })).data)));

const registerCommand = (): Command =>
  onlineCommand('register', 'put two owners on record', 'lockstep owners register -f edge.yaml')
    .addOption(bodyOption(`id, ${WHAT}`))
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }) =>
        ownersShown((await client.POST('/v1/owners', { body: readBody<components['schemas']['NewOwners']>(file) })).data),
      ),
    );

const changeCommand = (): Command =>
  onlineCommand('change', 'change an entry, the whole of it', 'lockstep owners change edge -f edge.yaml')
    .argument('<owners>', 'its id')
    .addOption(bodyOption(WHAT))
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }, id) => {
        const params = { path: { id: id! } };
        const { data, etag } = await client.GET('/v1/owners/{id}', { params });
        return ownersShown(
          (
            await client.PUT('/v1/owners/{id}', {
              params,
              headers: ifMatch(etag!),
              body: readChange<components['schemas']['ChangedOwners']>(file, data, ['id', 'changedAt']),
            })
          ).data,
        );
      }),
    );

const removeCommand = (): Command =>
  onlineCommand('remove', 'take an entry away; plans that need it wait', "lockstep owners remove edge --reason 'team was split'")
    .argument('<owners>', 'its id')
    .requiredOption('--reason <text>', 'why, for the record')
    .action(
      showing<{ readonly reason: string }>(async ({ client, options: { reason } }, id) => {
        const path = { id: id! };
        const { data, etag } = await client.GET('/v1/owners/{id}', { params: { path } });
        await client.DELETE('/v1/owners/{id}', { params: { path, query: { reason } }, headers: ifMatch(etag!) });
        return { ...ownersShown(data), notes: ['removed'] };
      }),
    );

const wordScope = (scope: Owners['scope']): string =>
  Object.entries(scope)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(', ') : JSON.stringify(value)}`)
    .join('; ');

const ownersShown = (owners: Owners): Shown =>
  thingShown(owners, owners.id, {
    owners: owners.id,
    'pod traffic': `${owners.podTraffic.name}, ${owners.podTraffic.contact}`,
    nsx: `${owners.nsx.name}, ${owners.nsx.contact}`,
    of: wordScope(owners.scope),
    changed: owners.changedAt,
  });
