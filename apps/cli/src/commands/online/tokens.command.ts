import type { components } from '@lockstep/api-client';
import { Command, Option } from 'commander';
import { InputError } from '../../input-error.js';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown, thingShown } from '../../online/shown.js';

type Role = components['schemas']['NewToken']['roles'][number];

const ROLES: Readonly<Record<Role, true>> = {
  viewer: true,
  'inventory-writer': true,
  'matrix-editor': true,
  planner: true,
  approver: true,
  operator: true,
  admin: true,
};

export const tokensCommand = (): Command =>
  new Command('tokens')
    .description('make, read and end tokens of people and machines; role admin')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());

const createCommand = (): Command =>
  onlineCommand(
    'create',
    'make a token and print it, once: nobody can read it again',
    'lockstep tokens create --name "pipeline of shop" --role operator --expires 2027-06-30T00:00:00Z',
  )
    .requiredOption('--name <text>', 'whose it is, or what for; decisions show it beside the id')
    .addOption(new Option('--role <role...>', 'what it allows; one or several').choices(Object.keys(ROLES)).makeOptionMandatory())
    .option('--expires <time>', 'RFC 3339; left out: valid until it is revoked')
    .action(
      showing<{ readonly name: string; readonly role: Role[]; readonly expires?: string }>(
        async ({ client, options: { name, role, expires } }) => {
          const { data } = await client.POST('/v1/tokens', { body: { name, roles: role, expiresAt: expires } });
          const { id, roles, expiresAt, token } = data;
          // An answer that was lost on its way is given again without it.
          if (token === undefined)
            throw new InputError([`token ${id}; its first answer was lost, and it is told once: revoke ${id} and make another`]);
          return thingShown(data, id, { id, name: data.name, roles: roles.join(', '), expires: expiresAt ?? 'never', token });
        },
      ),
    );

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the tokens, the newest first, without themselves', 'lockstep tokens list')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/tokens'), limit),
        ['TOKEN', 'ROLES', 'CREATED', 'EXPIRES', 'REVOKED', 'NAME…'],
        ({ id, name, roles, createdAt, expiresAt, revokedAt }) => [
          id,
          roles.join(','),
          shortTime(createdAt),
          shortTime(expiresAt),
          shortTime(revokedAt),
          name,
        ],
        ({ id }) => id,
      ),
    ),
  );

const revokeCommand = (): Command =>
  onlineCommand('revoke', 'end a token; it is refused from the next request on', 'lockstep tokens revoke abcdefghijkl')
    .argument('<token-id>', 'id of the token, not the token itself')
    .action(
      showing(async ({ client }, id) => {
        await client.DELETE('/v1/tokens/{id}', { params: { path: { id: id! } } });
        return thingShown({ id, revoked: true }, id!, { id, revoked: 'yes' });
      }),
    );
