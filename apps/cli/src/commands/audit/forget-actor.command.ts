import type { Command } from 'commander';
import { OK } from '../../exit-codes.js';
import { asking, onlineCommand } from '../../online/online-command.js';

export const auditForgetActorCommand = (): Command =>
  onlineCommand(
    'forget-actor',
    'remove the name behind an actor of the record and revoke its token; the record stays as it is, and valid',
    'lockstep audit forget-actor token:0192f0c1-2b3c-7d4e-8f50-112233445566',
    ['text'],
  )
    .argument('<id>', 'as events name it: token:…')
    .action(
      asking(async ({ client }, id) => {
        await client.DELETE('/v1/actors/{id}', { params: { path: { id: id! } } });
        process.stdout.write(`forgotten: the name of ${id}\n`);
        process.exitCode = OK;
      }),
    );
