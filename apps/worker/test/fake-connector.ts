import type { ClusterReference, InventorySource, NodeKind, SourceConnector, SourceReport } from '@lockstep/fleet';
import { z } from 'zod';

export interface FakeLook {
  readonly source: string;
  readonly secret: { readonly token: string } | null;
  readonly signal: AbortSignal;
}

/** What sources answer, by id; tests change it as they go. */
export interface FakeWorld {
  look(look: FakeLook): AsyncIterable<SourceReport>;
  lookInto?(look: FakeLook, cluster: ClusterReference): AsyncIterable<SourceReport>;
  /** What happened, in order: `open lab`, `look lab`, `into lab/c1`, `close lab`. */
  readonly log: string[];
}

const settings = z.strictObject({ kind: z.enum(['supervisor', 'nsx-manager']), node: z.string() });
const secret = z.strictObject({ token: z.string() }).nullable();

export function fakeConnector(world: FakeWorld): SourceConnector<z.output<typeof settings>, z.output<typeof secret>> {
  return {
    system: 'fake',
    settings,
    secret,
    speaksFor: ({ kind, node }) => ({ kind, id: node }),
    open: ({ id, secret: kept }): InventorySource => {
      world.log.push(`open ${id}`);
      return {
        look: (signal) => {
          world.log.push(`look ${id}`);
          return world.look({ source: id, secret: kept, signal });
        },
        ...(world.lookInto && {
          lookInto: (cluster: ClusterReference, signal: AbortSignal) => {
            world.log.push(`into ${cluster.id}`);
            return world.lookInto!({ source: id, secret: kept, signal }, cluster);
          },
        }),
        close: async () => void world.log.push(`close ${id}`),
      };
    },
  };
}

const at = () => new Date().toISOString();

export const supervisorSighting = (id: string, version = '9.0.1'): SourceReport => ({
  report: 'sighting',
  sighting: {
    subject: { kind: 'supervisor', id },
    observedAt: at(),
    uid: `uid-${id}`,
    placement: { nsxManager: 'nsx-1' },
    versions: { supervisor: version },
  },
});

export const managerSighting = (id: string, version = '9.0.1.0'): SourceReport => ({
  report: 'sighting',
  sighting: { subject: { kind: 'nsx-manager' as NodeKind, id }, observedAt: at(), versions: { nsx: version } },
});

/** A sighting of the cluster, and that one can look into it. */
export function clusterReports(supervisor: string, name: string, version = 'v1.33.1'): SourceReport[] {
  const id = `${supervisor}/${name}`;
  return [
    {
      report: 'sighting',
      sighting: {
        subject: { kind: 'cluster', id },
        observedAt: at(),
        uid: `uid-${id}`,
        nsxClusterId: `nsx-${id}`,
        placement: { supervisor, project: null, vpc: null },
        cni: { cni: 'antrea', adapter: 'enabled' },
        versions: { vkr: version },
        labels: { name },
      },
    },
    { report: 'cluster', cluster: { id, uid: `uid-${id}`, namespace: 'shop', name, adapter: 'enabled', nodes: null } },
  ];
}

/** What a look into a healthy cluster shows. */
export const insideReport = ({ id, uid }: ClusterReference, version = '2.3.0'): SourceReport => ({
  report: 'sighting',
  sighting: {
    subject: { kind: 'cluster', id },
    observedAt: at(),
    uid,
    versions: { antrea: version },
    signals: [{ name: 'antrea-controller', state: 'ok', detail: null }],
  },
});
