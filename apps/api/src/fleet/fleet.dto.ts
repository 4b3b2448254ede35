import { digest, fleetSnapshot } from '@lockstep/documents';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

const id = z.string().min(1).max(200);

export const nodeId = id.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const label = z
  .string()
  .max(401)
  .regex(/^[^=\p{Cc}\p{Cs}]+=[^\p{Cc}\p{Cs}]*$/u, 'name=value');

const filters = {
  ...pageQuery,
  label: z
    .union([label.transform((one) => [one]), z.array(label).max(20)])
    .optional()
    .meta({ description: '`name=value`; given several times, all must be there' }),
  nsxManager: nodeId.optional().meta({ description: 'hangs on this NSX manager' }),
};

export const managerQuery = z.strictObject({ ...pageQuery, label: filters.label });
export const vcenterQuery = z.strictObject(filters);
export const supervisorQuery = z.strictObject(filters);
export const clusterQuery = z.strictObject({
  ...filters,
  supervisor: nodeId.optional().meta({ description: 'hangs on this Supervisor' }),
  project: nodeId.optional().meta({ description: 'belongs to this NSX Project' }),
});

const spec = fleetSnapshot.shape.spec.shape;
const recorded = {
  nsxManager: z.string().meta({ description: 'the NSX manager it hangs on, over any number of levels' }),
  observedAt: z.string().meta({ description: 'the newest observation of it, changed or not' }),
  registeredAt: z.string(),
  position: z.int().meta({ description: 'of the last event that changed it' }),
};

const { nsxManager: _, ...recordedManager } = recorded;
export const nsxManager = z
  .object({ ...spec.nsxManagers.unwrap().element.shape, ipBlocks: spec.ipBlocks, ...recordedManager })
  .meta({ id: 'NsxManager' });
export const vcenter = z.object({ ...spec.vcenters.unwrap().element.shape, ...recorded }).meta({ id: 'Vcenter' });
export const supervisor = z.object({ ...spec.supervisors.unwrap().element.shape, ...recorded }).meta({ id: 'Supervisor' });
export const cluster = z.object({ ...spec.clusters.unwrap().element.shape, ...recorded }).meta({ id: 'Cluster' });

export const snapshotReceipt = z
  .object({
    outcome: z.enum(['recorded', 'unchanged']).meta({ description: 'unchanged: this very snapshot is on record, and nothing was written' }),
    scan: z.string(),
    digest,
    takenAt: z.string(),
    position: z.int(),
    nsxManagers: z.array(z.string()).meta({ description: 'those the snapshot was the whole of' }),
    late: z
      .array(z.string())
      .meta({ description: 'those of which something newer was known: what differs is on record, and the fleet stays as it is' }),
    counts: z.object({
      registered: z.int(),
      changed: z.int(),
      decommissioned: z.int(),
      unchanged: z.int(),
      late: z.int(),
      events: z.int(),
    }),
  })
  .meta({ id: 'SnapshotReceipt' });

export const currentQuery = z.strictObject({ nsxManager: nodeId.optional().meta({ description: 'only this upgrade domain' }) });
