import { digest, fleetSnapshot } from '@lockstep/documents';
import { HEALTH_LAYERS, HEALTH_VERDICTS, SIGNAL_STATES, type SignalName, SIGNALS } from '@lockstep/fleet';
import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.js';
import { momentQuery } from '../http/record-moment.js';

const id = z.string().min(1).max(200);

export const nodeId = id.regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only');

const label = z
  .string()
  .max(401)
  .regex(/^[^=\p{Cc}\p{Cs}]+=[^\p{Cc}\p{Cs}]*$/u, 'name=value');

const filters = {
  ...pageQuery,
  ...momentQuery,
  label: z
    .union([label.transform((one) => [one]), z.array(label).max(20)])
    .optional()
    .meta({ description: '`name=value`; given several times, all must be there' }),
  nsxManager: nodeId.optional().meta({ description: 'hangs on this NSX manager' }),
};

export const managerQuery = z.strictObject({ ...pageQuery, ...momentQuery, label: filters.label });
export const vcenterQuery = z.strictObject(filters);
export const supervisorQuery = z.strictObject(filters);
export const clusterQuery = z.strictObject({
  ...filters,
  supervisor: nodeId.optional().meta({ description: 'hangs on this Supervisor' }),
  project: nodeId.optional().meta({ description: 'belongs to this NSX Project' }),
});

const spec = fleetSnapshot.shape.spec.shape;
const layerHealth = z.object({
  layer: z.enum(HEALTH_LAYERS),
  verdict: z.enum(HEALTH_VERDICTS),
  evidence: z.array(z.string()),
  observedAt: z.string(),
});
const health = z
  .object({
    verdict: z.enum(HEALTH_VERDICTS).meta({ description: 'that of `layer`; without one healthy, or unknown while a layer is not known' }),
    layer: z.enum(HEALTH_LAYERS).nullable().meta({
      description: 'the first that fails, else the first that is degraded: it names the problem, and those after it are not blamed',
    }),
    layers: z.array(layerHealth).meta({ description: 'those that were observed, in the order in which they are checked' }),
  })
  .meta({ id: 'Health', description: 'as it is recorded, however old; `…/health` weighs the age and explains' });
const looked = {
  signals: z
    .record(
      z.string(),
      z.object({
        observedAt: z.string().meta({ description: 'when they last changed' }),
        signals: z.array(
          z.object({
            name: z.enum(HEALTH_LAYERS.flatMap((layer): readonly SignalName[] => SIGNALS[layer])),
            state: z.enum(SIGNAL_STATES),
            detail: z.string().nullable(),
          }),
        ),
      }),
    )
    .optional()
    .meta({ description: 'by source, what it told of the health; absent: none tells anything' }),
  mixed: z
    .record(z.string(), z.array(z.object({ part: z.string(), version: z.string(), nodes: z.int() })))
    .optional()
    .meta({ description: 'component to what runs of it where, while it rolls; absent: nothing rolls' }),
  identity: z
    .object({ uid: z.string().nullable(), nsxClusterId: z.string().nullable() })
    .optional()
    .meta({ description: 'by what it is told apart from another one with its name; `nsxClusterId`: by what NSX knows a cluster' }),
};
const addresses = z
  .object({
    subnets: z.array(z.object({ id: z.string(), cidr: z.string(), free: z.int().nullable() })),
    blocks: z.array(z.string()),
    podsRoutable: z.boolean().nullable(),
  })
  .optional()
  .meta({ description: 'the subnets its nodes take addresses from, and the blocks those come from' });
const managerApi = z
  .object({ consumers: z.array(z.object({ name: z.string(), kind: z.string(), lastSeen: z.string().nullable() })) })
  .optional()
  .meta({ description: 'who still uses the NSX Manager API, which NSX 9 does not have; absent: nobody has looked' });
const lostSight = z
  .object({
    source: z.string(),
    misses: z.int().meta({ description: 'looks in a row that did not find it' }),
    since: z.string(),
  })
  .nullable()
  .meta({ id: 'LostSight', description: 'null while it is seen' });

const recorded = {
  nsxManager: z
    .string()
    .optional()
    .meta({ description: 'the NSX manager it hangs on, over any number of levels; absent while something on the way up is unknown' }),
  health,
  ...looked,
  lostSight,
  observedAt: z.string().meta({ description: 'the newest observation of it, changed or not' }),
  registeredAt: z.string(),
  position: z.int().meta({ description: 'of the last event that changed it' }),
};

const { nsxManager: _, ...recordedManager } = recorded;
export const nsxManager = z
  .object({ ...spec.nsxManagers.unwrap().element.shape, ipBlocks: spec.ipBlocks, ...recordedManager, managerApi })
  .meta({ id: 'NsxManager' });
export const vcenter = z.object({ ...spec.vcenters.unwrap().element.shape, ...recorded }).meta({ id: 'Vcenter' });
export const supervisor = z.object({ ...spec.supervisors.unwrap().element.shape, ...recorded }).meta({ id: 'Supervisor' });
const bundled = z
  .object({ matrix: digest, versions: z.record(z.string(), z.string()).meta({ description: 'component to version' }) })
  .optional()
  .meta({
    description:
      'what nobody has observed, and the VKr of the cluster brings along by what this matrix revision says: Antrea and the adapter; absent: everything was observed, or the matrix does not say',
  });
export const cluster = z.object({ ...spec.clusters.unwrap().element.shape, bundled, ...recorded, addresses }).meta({ id: 'Cluster' });

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

export const oneQuery = z.strictObject(momentQuery);

export const currentQuery = z.strictObject({
  ...momentQuery,
  nsxManager: nodeId.optional().meta({ description: 'only this upgrade domain' }),
});

export const historyQuery = z.strictObject({ ...pageQuery, ...momentQuery });

const historyEntry = z
  .object({
    position: z.int(),
    version: z.int().meta({ description: 'of the stream of the node' }),
    eventId: z.string(),
    type: z.string().meta({ description: 'as in `/v1/inventory/events`' }),
    data: z.unknown().meta({ description: 'what was reported' }),
    effect: z
      .enum(['applied', 'late'])
      .meta({ description: 'late: something newer was known of the same thing, so that the node stayed as it was' }),
    changes: z
      .array(z.object({ fact: z.string(), before: z.unknown(), after: z.unknown() }))
      .meta({ description: 'what it changed: `versions.vkr`, `placement.supervisor`, `presence`…; null: not known, or not there' }),
    observedAt: z.string().meta({ description: 'when it was true outside' }),
    recordedAt: z.string().meta({ description: 'when Lockstep came to know it' }),
    actor: z.string(),
    correlationId: z.string().nullable().meta({ description: 'shared by all that one request recorded' }),
    causationId: z.string().nullable().meta({ description: 'what it follows from: `scan-<id>` for a snapshot' }),
  })
  .meta({ id: 'HistoryEntry' });
export const historyPage = pageOf(historyEntry, 'HistoryPage');
