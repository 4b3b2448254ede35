import { type components, ifMatch } from '@lockstep/api-client';
import { Command } from 'commander';
import { onlineCommand, showing } from '../../online/online-command.js';
import { bodyOption, readChange } from '../../online/read-body.js';
import type { Shown } from '../../online/shown.js';

type Policy = components['schemas']['SignoffPolicy'];

export const policyCommand = (): Command =>
  new Command('policy').description('which signatures plans ask for').addCommand(getCommand()).addCommand(changeCommand());

const getCommand = (): Command =>
  onlineCommand('get', 'print the policy; -o yaml as a file for change', 'lockstep policy get -o yaml').action(
    showing(async ({ client }) => policyShown((await client.GET('/v1/signoff-policy')).data)),
  );

const changeCommand = (): Command =>
  onlineCommand('change', 'change the policy, the whole of it', 'lockstep policy change -f policy.yaml')
    .addOption(bodyOption('classes, weakFrom, reason'))
    .action(
      showing<{ readonly file: string }>(async ({ client, options: { file } }) => {
        const { data, etag } = await client.GET('/v1/signoff-policy');
        return policyShown(
          (
            await client.PUT('/v1/signoff-policy', {
              headers: ifMatch(etag!),
              body: readChange<components['schemas']['NewSignoffPolicy']>(file, data, ['version', 'changedAt', 'changedBy']),
            })
          ).data,
        );
      }),
    );

const policyShown = (policy: Policy): Shown => ({
  data: policy,
  columns: [{ title: 'CLASS' }, { title: 'SIGNATURES', flexible: true }],
  rows: Object.entries(policy.classes).map(([risk, all]) => [risk, all.map(({ role, count }) => `${count} × ${role}`).join(', ')]),
  names: [`${policy.version}`],
  notes: [
    `version ${policy.version}${policy.changedBy === null ? ', as Lockstep comes' : `, by ${policy.changedBy} at ${policy.changedAt}: ${policy.reason}`}`,
    `weak from ${policy.weakFrom}`,
  ],
});
