import { z } from 'zod';

/**
 * What is read of the answers of NSX, and only that: everything else may be there, be missing or change.
 * Counts come as numbers or as texts, by endpoint and version.
 */
const text = z.string().max(2_000);
const count = z.union(
  [
    z.int().min(0),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ],
  { error: 'a count, as a number or a text' },
);
const tags = z
  .array(z.object({ scope: text.nullish(), tag: text.nullish() }))
  .nullish()
  .transform((list) => list ?? []);

export const nodeVersion = z.object({ node_version: text.nullish(), product_version: text });

export const upgradeSummary = z.object({ upgrade_status: text.nullish() });
export const nodesSummary = z.object({
  results: z.array(z.object({ type: text, component_version: text.nullish(), node_count: count })),
});

export const project = z.object({ id: text, path: text.nullish() });
export const ipBlock = z.object({
  id: text,
  path: text,
  cidr: text.nullish(),
  cidrs: z.array(text).nullish(),
  cidr_list: z.array(text).nullish(),
});
export const blockUsage = z.object({
  available_ips_count: count.nullish(),
  cidr_usage: z.array(z.object({ cidr: text, available_ips_count: count.nullish() })).nullish(),
});

export const controlPlane = z.object({
  id: text.min(1),
  path: text.nullish(),
  node_id: text.min(1),
  /** Named `vpc_path` in newer ones. */
  vhc_path: text.nullish(),
  vpc_path: text.nullish(),
});

const condition = z.object({ condition_type: text, status: text.nullish() });
const part = z.object({ status: text.nullish(), conditions: z.array(condition).nullish() }).nullish();
export const controlPlaneStatus = z.object({
  parent_path: text.nullish(),
  path: text.nullish(),
  mp_adapter_status: part,
  ccp_adapter_status: part,
  controller_status: part,
  agent_info: z
    .object({ healthy_agent_num: count.nullish(), degraded_agent_num: count.nullish(), failed_agent_num: count.nullish() })
    .nullish(),
});
export type ControlPlaneStatus = z.output<typeof controlPlaneStatus>;
export type PartStatus = z.output<typeof part>;

export const containerCluster = z.object({
  external_id: text,
  network_status: text.nullish(),
  network_errors: z.array(z.unknown()).nullish(),
});

export const realizedEntity = z.object({ id: text.nullish(), state: text.nullish() });

export const subnet = z.object({
  id: text,
  path: text,
  ip_addresses: z.array(text).nullish(),
  ip_blocks: z.array(text).nullish(),
  subnet_dhcp_config: z.object({ mode: text.nullish() }).nullish(),
  advanced_config: z.object({ static_ip_allocation: z.object({ enabled: z.boolean().nullish() }).nullish() }).nullish(),
  tags,
});
export type VpcSubnet = z.output<typeof subnet>;

export const dhcpStats = z.object({ ip_pool_stats: z.array(z.object({ pool_size: count, allocated_number: count })) });
export const ipPool = z.object({ id: text, pool_usage: z.object({ available_ips: count.nullish() }).nullish() });

export const addressUsage = z.object({
  ip_blocks: z.array(
    z.object({
      path: text,
      total: count.nullish(),
      available: count.nullish(),
      allocated_by_vpc: z
        .object({ ip_addresses: z.array(z.object({ address: text.nullish(), path: text.nullish() })).nullish() })
        .nullish(),
    }),
  ),
});
export type AddressUsage = z.output<typeof addressUsage>;
