import { z } from 'zod';
import { componentId, documentOf, labels as labelMap, name, versionText } from './shared-fields.js';

/** The text of a version that could not be observed. */
export const UNKNOWN_VERSION = 'unknown';

const versions = z
  .record(componentId, versionText)
  .default({})
  .meta({ description: 'component to version; `unknown` where it could not be observed' });
const labels = labelMap.default({});

const nsxManager = z.strictObject({ id: name, versions, labels });
const vcenter = z.strictObject({ id: name, nsxManager: name, versions, labels });
const supervisor = z.strictObject({
  id: name,
  vcenter: name.optional(),
  nsxManager: name.optional().meta({ description: 'for a fleet that leaves vcenters out' }),
  networking: name.optional().meta({ description: '`vpc` or a legacy model; chosen at activation, never changed' }),
  versions,
  labels,
});
/** Has no rule that looks at several fields: a large fleet is read field by field. */
export const fleetCluster = z.strictObject({
  id: name,
  supervisor: name,
  project: name.optional().meta({ description: 'NSX Project: the tenant' }),
  vpc: name.optional(),
  cni: z.enum(['antrea', 'calico', 'cilium', 'other']).default('antrea'),
  adapter: z.enum(['enabled', 'disabled']).default('enabled').meta({ description: 'without antrea always disabled' }),
  versions,
  nodes: z.strictObject({ controlPlane: z.int().min(0), workers: z.int().min(0) }).optional(),
  labels,
});
const ipBlock = z.strictObject({
  id: name,
  nsxManager: name,
  project: name.optional(),
  cidr: z.union([z.cidrv4(), z.cidrv6()], { error: 'an IPv4 or IPv6 block, such as 10.0.0.0/16' }),
  available: z.int().min(0).optional(),
});

export const fleetSnapshot = documentOf(
  'FleetSnapshot',
  {
    takenAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'when the fleet looked like this; `expires` is judged on this day' }),
  },
  z.strictObject({
    nsxManagers: z.array(nsxManager).default([]),
    vcenters: z.array(vcenter).default([]),
    supervisors: z.array(supervisor).default([]),
    clusters: z.array(fleetCluster).default([]),
    ipBlocks: z.array(ipBlock).default([]),
  }),
).meta({ id: 'FleetSnapshot' });

export type FleetSnapshot = z.output<typeof fleetSnapshot>;
export type FleetSpec = FleetSnapshot['spec'];
export type FleetCluster = FleetSpec['clusters'][number];
