import type { Command } from 'commander';
import { onlineCommand, showing } from '../../online/online-command.js';
import { thingShown } from '../../online/shown.js';

export const whoamiCommand = (): Command =>
  onlineCommand('whoami', 'print whom the service takes this token for', 'lockstep whoami -o json').action(
    showing(async ({ client }) => {
      const { data } = await client.GET('/v1/me');
      return thingShown(data, data.id, { service: client.url, id: data.id, name: data.name, roles: data.roles.join(', ') });
    }),
  );
