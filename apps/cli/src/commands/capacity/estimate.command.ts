import {
  type AddressEstimate,
  type AddressQuestion,
  estimateAddresses,
  isSubnetSize,
  longestPrefix,
  POD_ADDRESSING,
  type PodAddressing,
  SMALLEST_SUBNET_UP_TO_9_0,
  wordBlock,
  wordNeed,
  wordWarning,
} from '@lockstep/fleet/domain';
import { Command, InvalidArgumentError, Option } from 'commander';
import { InputError, OK, REFUSED } from '../../input.js';
import { example, outputOption } from '../../options.js';

interface Options {
  readonly clusters: number;
  readonly pods: number;
  readonly nodes: number;
  readonly services: number;
  readonly podAddressing: PodAddressing;
  readonly together?: number;
  readonly pools: number;
  readonly maxSurge: number;
  readonly subnetSize: number;
  readonly headroom: number;
  readonly ipv6?: boolean;
  readonly prefix: number[];
  readonly output: 'json' | 'text';
}

export const capacityEstimateCommand = (): Command =>
  new Command('estimate')
    .description(
      'tell how many addresses clusters will need and which block to choose; with --prefix exit 2 where the block asked about does not hold them',
    )
    .addOption(count('--clusters <n>', 'clusters').makeOptionMandatory())
    .addOption(count('--pods <n>', 'pods of a cluster').makeOptionMandatory())
    .addOption(count('--nodes <n>', 'nodes of a cluster, control plane and workers').makeOptionMandatory())
    .addOption(count('--services <n>', 'services of a cluster with an address of their own: load balancers').default(0))
    .addOption(
      new Option(
        '--pod-addressing <how>',
        'one-each: an address to a pod; block-per-node: routable in the VPC, 256 to a node; none: encapsulated',
      )
        .choices(POD_ADDRESSING)
        .default('one-each'),
    )
    .addOption(count('--together <n>', 'clusters that roll at the same time; left out: all'))
    .addOption(count('--pools <n>', 'node pools of a cluster, which roll in parallel').default(1))
    .addOption(count('--max-surge <n>', 'nodes a pool adds before it takes one away').default(1))
    .addOption(
      count('--subnet-size <n>', 'of the subnets that nodes get; NSX up to 9.0 makes none below 16, 9.1 none below 8').default(
        SMALLEST_SUBNET_UP_TO_9_0,
      ),
    )
    .addOption(count('--headroom <percent>', 'on top of the need, that make a block comfortable').default(100))
    .option('--ipv6', 'IPv6 prefixes')
    .addOption(
      new Option('--prefix <length>', 'a block to judge, such as /23; may be repeated')
        .argParser(collectPrefix as never)
        .default([], 'none'),
    )
    .addOption(outputOption(['json', 'text'], 'text'))
    .addHelpText(...example('lockstep capacity estimate --clusters 40 --pods 500 --nodes 12 --prefix /18'))
    .action((options: Options) => {
      const question = questionOf(options);
      const estimate = estimateAddresses(question, options.prefix);
      process.stdout.write(options.output === 'json' ? `${JSON.stringify(estimate, null, 2)}\n` : renderEstimate(question, estimate));
      const asked = estimate.blocks.filter(({ prefix }) => options.prefix.includes(prefix));
      process.exitCode = asked.some(({ verdict }) => verdict === 'strands') ? REFUSED : OK;
    });

function questionOf(options: Options): AddressQuestion {
  const family = options.ipv6 ? 6 : 4;
  if (!isSubnetSize(options.subnetSize))
    throw new InputError([`--subnet-size: a power of two from 8 to 65536; found ${options.subnetSize}`]);
  const tooLong = options.prefix.find((prefix) => prefix > longestPrefix(family));
  if (tooLong !== undefined) throw new InputError([`--prefix: at most /${longestPrefix(family)}; found /${tooLong}`]);
  if (options.clusters === 0 || options.nodes === 0) throw new InputError(['--clusters, --nodes: at least 1; found 0']);
  return {
    clusters: options.clusters,
    podsPerCluster: options.pods,
    nodesPerCluster: options.nodes,
    servicesPerCluster: options.services,
    pods: options.podAddressing,
    rollingTogether: options.together ?? options.clusters,
    pools: options.pools,
    maxSurge: options.maxSurge,
    subnetSize: options.subnetSize,
    headroom: options.headroom,
    family,
  };
}

function count(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (/^(0|[1-9]\d{0,6})$/.test(text)) return Number(text);
    throw new InvalidArgumentError('It must be a whole number from 0 to 9999999.');
  });
}

function collectPrefix(text: string, earlier: number[]): number[] {
  if (/^\/?(0|[1-9]\d{0,2})$/.test(text)) return [...earlier, Number(text.replace('/', ''))];
  throw new InvalidArgumentError('It must be the length of a prefix, such as /23.');
}

function renderEstimate({ clusters, podsPerCluster }: AddressQuestion, estimate: AddressEstimate): string {
  const { need, needed, smallest, comfortable, blocks, warnings } = estimate;
  const choice =
    smallest === null || comfortable === null
      ? 'no block of the family holds them with room to grow'
      : `choose a /${comfortable.prefix}; a /${smallest.prefix} is the smallest that holds them`;
  return [
    `${clusters} cluster${clusters === 1 ? '' : 's'} of ${podsPerCluster} pods need ${needed} addresses: ${choice}`,
    `  ${wordNeed(need)}`,
    ...blocks.map((block) => `  /${block.prefix} ${block.verdict.padEnd(11)} ${wordBlock(block, estimate)}`),
    ...warnings.map((warning) => `  note: ${wordWarning(warning)}`),
    '',
  ].join('\n');
}
