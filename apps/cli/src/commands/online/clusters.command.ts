import { Command } from 'commander';
import { OK, REFUSED } from '../../exit-codes.js';
import { addListOptions, addMomentOptions, type ListOptions, type MomentOptions, repeatedOption, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown, thingShown } from '../../online/shown.js';

export const clustersCommand = (): Command =>
  new Command('clusters')
    .description('read the clusters of the fleet, and what each may run with')
    .addCommand(listCommand())
    .addCommand(getCommand())
    .addCommand(compatibilityCommand());

/** Versions that nobody has observed, and that the VKr brings along. */
const marked = (bundled: { readonly versions: Readonly<Record<string, string>> } | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(bundled?.versions ?? {}).map(([component, version]) => [component, `${version} (vkr)`]));

interface Filter extends ListOptions, MomentOptions {
  readonly nsx?: string;
  readonly supervisor?: string;
  readonly project?: string;
  readonly label: string[];
}

const listCommand = (): Command =>
  addMomentOptions(addListOptions(onlineCommand('list', 'print the clusters', 'lockstep clusters list --project shop --label env=prod')))
    .option('--nsx <nsx>', 'below one NSX manager')
    .option('--supervisor <supervisor>', 'below one Supervisor')
    .option('--project <name>', 'of one NSX Project')
    .addOption(repeatedOption('--label <name=value>', 'that have this label'))
    .action(
      showing<Filter>(async ({ client, options: { limit, asOf, position, nsx, supervisor, project, label } }) => {
        const query = { asOf, position, nsxManager: nsx, supervisor, project, ...(label.length > 0 ? { label } : {}) };
        const clusters = await take(client.pages('/v1/clusters', { params: { query } }), limit);
        return listShown(
          clusters,
          ['CLUSTER', 'PROJECT', 'SUPERVISOR', 'VKR', 'ANTREA', 'ADAPTER', 'HEALTH', 'OBSERVED'],
          ({ id, project, supervisor, versions, bundled, health, observedAt }) => [
            id,
            project,
            supervisor,
            versions['vkr'],
            ...['antrea', 'antrea-nsx-adapter'].map((component) => versions[component] ?? marked(bundled)[component]),
            health.verdict,
            shortTime(observedAt),
          ],
          ({ id }) => id,
        );
      }),
    );

const getCommand = (): Command =>
  addMomentOptions(onlineCommand('get', 'print one cluster', 'lockstep clusters get shop/batch -o yaml'))
    .argument('<cluster>', 'id of the cluster')
    .action(
      showing<MomentOptions>(async ({ client, options: { asOf, position } }, id) => {
        const { data } = await client.GET('/v1/clusters/{id}', { params: { path: { id: id! }, query: { asOf, position } } });
        return thingShown(data, data.id, {
          cluster: data.id,
          project: data.project,
          supervisor: data.supervisor,
          'NSX manager': data.nsxManager,
          cni: data.cni,
          ...data.versions,
          ...marked(data.bundled),
          health: data.health.layer === null ? data.health.verdict : `${data.health.verdict}: ${data.health.layer}`,
          'lost sight': data.lostSight === null ? 'no' : `since ${data.lostSight.since}`,
          observed: data.observedAt,
        });
      }),
    );

const compatibilityCommand = (): Command =>
  addMomentOptions(
    onlineCommand(
      'compatibility',
      'say of each pairing of a cluster whether it is inside its window; exit 0 all are, 2 one is not',
      'lockstep clusters compatibility shop/batch',
    ),
  )
    .argument('<cluster>', 'id of the cluster')
    .action(
      showing<MomentOptions>(async ({ client, options: { asOf, position } }, id) => {
        const { data } = await client.GET('/v1/clusters/{id}/compatibility', { params: { path: { id: id! }, query: { asOf, position } } });
        const { runway } = data;
        const rows = data.pairings.map(({ component, version, with: other, verdict, inside, enforced, statement }) => [
          inside ? 'inside' : enforced ? 'OUTSIDE' : 'outside, not enforced',
          `${component} ${version}`,
          `${other.component} ${other.version}`,
          verdict,
          statement,
        ]);
        return {
          data,
          columns: [
            { title: 'WINDOW' },
            { title: 'COMPONENT' },
            { title: 'WITH' },
            { title: 'VERDICT' },
            { title: 'STATEMENT', flexible: true },
          ],
          rows,
          names: data.pairings.map(({ component, with: other }) => `${component}/${other.component}`),
          notes: runway === null ? [] : [`NSX ${runway.nsx} may go to ${runway.inside.at(-1) ?? 'no other release'}: ${runway.state}`],
          exitCode: data.inside ? OK : REFUSED,
        };
      }),
    );
