import { Argument, Command } from 'commander';
import { openService, urlOption } from '../../audit/service-client.js';
import { OK } from '../../input.js';

export const auditForgetActorCommand = (): Command =>
  new Command('forget-actor')
    .description('remove the name behind an actor of the record and revoke its token; the record stays as it is, and valid')
    .addArgument(new Argument('<id>', 'as events name it: token:…'))
    .addOption(urlOption().makeOptionMandatory())
    .action(async (id: string, { url }: { url: string }) => {
      await openService(url).delete(`/v1/actors/${encodeURIComponent(id)}`);
      process.stdout.write(`forgotten: the name of ${id}\n`);
      process.exitCode = OK;
    });
