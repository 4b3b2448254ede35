import { FAMILIES, isSubnetSize, LARGEST_SUBNET, POD_ADDRESSING, SMALLEST_SUBNET, SMALLEST_SUBNET_UP_TO_9_0 } from '@lockstep/fleet';
import { z } from 'zod';
import { nodeId } from '../fleet/fleet.dto.js';
import { momentQuery } from '../http/record-moment.js';

const count = (most: number) => z.int().min(0).max(most);

export const estimateOrder = z
  .strictObject({
    clusters: z.int().min(1).max(100_000),
    podsPerCluster: count(1_000_000),
    nodesPerCluster: z.int().min(1).max(10_000).meta({ description: 'control plane and workers' }),
    servicesPerCluster: count(100_000).default(0).meta({ description: 'those with an address of their own: load balancers' }),
    pods: z.enum(POD_ADDRESSING).default('one-each').meta({
      description: 'one-each: an address to a pod; block-per-node: pods are routable in the VPC, 256 to a node; none: encapsulated pods',
    }),
    rollingTogether: count(100_000).optional().meta({ description: 'clusters that roll at the same time; absent: all' }),
    pools: count(1_000).default(1).meta({ description: 'node pools of a cluster, which roll in parallel' }),
    maxSurge: count(1_000).default(1).meta({ description: 'nodes a pool adds before it takes one away' }),
    subnetSize: z
      .int()
      .refine(isSubnetSize, `a power of two from ${SMALLEST_SUBNET} to ${LARGEST_SUBNET}`)
      .default(SMALLEST_SUBNET_UP_TO_9_0)
      .meta({ description: 'of the subnets that nodes get; NSX up to 9.0 makes none below 16, 9.1 and later none below 8' }),
    headroom: count(1_000)
      .default(100)
      .meta({ description: 'per cent on top of the need that make a block comfortable; 100: half of it stays free' }),
    family: z.union([z.literal(FAMILIES[0]), z.literal(FAMILIES[1])]).default(4),
    prefixes: z.array(z.int().min(0).max(128)).max(50).default([]).meta({ description: 'blocks to judge beside the usual ones' }),
  })
  .refine(({ family, prefixes }) => family === 6 || prefixes.every((prefix) => prefix <= 32), {
    path: ['prefixes'],
    message: 'at most 32 in IPv4',
  })
  .meta({ id: 'CapacityQuestion' });

const block = z.object({
  prefix: z.int(),
  addresses: z.number(),
  verdict: z
    .enum(['strands', 'tight', 'comfortable'])
    .meta({ description: 'strands: it does not hold the need; tight: it does, without the headroom' }),
  free: z.number().meta({ description: 'negative: so many are short' }),
  clusters: z.int().meta({ description: 'that get all of what they need' }),
  detail: z.string(),
});

export const estimate = z
  .object({
    need: z.object({
      pods: z.number(),
      nodes: z.number(),
      services: z.number(),
      surge: z.number().meta({ description: 'new nodes beside the old ones while clusters roll' }),
      reserved: z.number().meta({ description: 'four of every subnet' }),
      unfilled: z.number().meta({ description: 'left over in subnets, which only come whole' }),
    }),
    needed: z.number(),
    withHeadroom: z.number(),
    smallest: block.nullable().meta({ description: 'the smallest sufficient block; null: none of the family suffices' }),
    comfortable: block.nullable(),
    blocks: z.array(block).meta({ description: 'smallest first' }),
    warnings: z.array(z.object({ warning: z.string(), detail: z.string() })),
  })
  .meta({ id: 'CapacityEstimate' });

const several = z.union([nodeId.transform((one) => [one]), z.array(nodeId).max(1_000)]);
const number = (most: number) => z.coerce.number().int().min(0).max(most);

export const capacityQuery = z.strictObject({
  ...momentQuery,
  together: several.optional().meta({ description: 'further clusters that roll at the same time' }),
  pools: number(1_000)
    .optional()
    .meta({ description: 'node pools of every cluster; absent: not known, so that each worker may be a pool of its own' }),
  maxSurge: number(1_000).default(1).meta({ description: 'nodes a pool adds before it takes one away' }),
});

const verdict = z.enum(['enough', 'short', 'unknown']).meta({
  description:
    'enough: whatever was not observed; short: however much better it is than known; unknown: what was not observed decides, see `missing`',
});

const manager = z.object({
  nsxManager: z.string().nullable().meta({ description: 'null: it is not known what the clusters hang on' }),
  verdict,
  clusters: z
    .array(
      z.object({
        id: z.string(),
        surgeNodes: z.int().nullable().meta({ description: 'at worst; null: nobody can tell' }),
        fromSubnets: z.int().meta({ description: 'of them, those that the subnets have addresses for' }),
        newSubnets: z
          .object({ count: z.int(), size: z.int() })
          .nullable()
          .meta({ description: 'for the others, out of the blocks; null: nobody can tell' }),
        podAddresses: z.int().nullable().meta({ description: 'out of the blocks, 256 to a node whose pods are routable' }),
      }),
    )
    .meta({ description: 'in the order of ids' }),
  blocks: z.array(
    z.object({ id: z.string(), available: z.int().nullable(), taken: z.int().meta({ description: 'by the roll, at worst' }) }),
  ),
  short: z.array(z.object({ blocks: z.array(z.string()), addresses: z.int() })).meta({ description: 'by the blocks that could give them' }),
  missing: z
    .array(z.object({ of: z.string(), what: z.string() }))
    .meta({ description: 'what was not observed; empty where there is enough without it' }),
});

export const capacity = z
  .object({
    verdict,
    options: z.object({ pools: z.int().nullable(), maxSurge: z.int() }),
    managers: z.array(manager).meta({ description: 'clusters share addresses with those of their NSX manager only' }),
  })
  .meta({ id: 'RollCapacity' });
