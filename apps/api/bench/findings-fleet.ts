import type { CompatibilityMatrix } from '@lockstep/documents';
import { type AppendRequest, newEventId } from '@lockstep/event-store';

export interface FleetSize {
  readonly clusters: number;
  readonly supervisors: number;
  /** Different versions of clusters under each Supervisor: with the number of Supervisors, the number of classes. */
  readonly variants: number;
}

const at = '2026-11-20T06:00:00.000Z';
const benchEvent = (type: string, data: unknown) => ({ id: newEventId(), type, data, observedAt: at, actor: 'system:bench' });
export const versionObserved = (kind: string, component: string, version: string) =>
  benchEvent(`${kind}VersionObserved`, { component, version, previous: null });

const placed = (place: object) => ({ nsxManager: null, vcenter: null, supervisor: null, project: null, vpc: null, ...place });
const registered = (kind: string, id: string, place: object, networking: string | null = null, cni: object | null = null) =>
  benchEvent(`${kind}Registered`, { id, placement: placed(place), networking, cni });

export const vkrOf = (variant: number): string => `v1.${31 + (variant % 5)}.${Math.floor(variant / 5)}+vmware.1-vkr.1`;

/** One NSX manager, and clusters spread evenly over Supervisors and variants. */
export function* fleetRequests({ clusters, supervisors, variants }: FleetSize): Generator<AppendRequest> {
  yield {
    stream: 'nsx-manager-nsx',
    expectedVersion: 0,
    events: [registered('NsxManager', 'nsx', {}), versionObserved('NsxManager', 'nsx', '9.0.1')],
  };
  for (let i = 0; i < supervisors; i++)
    yield {
      stream: `supervisor-sup-${i}`,
      expectedVersion: 0,
      events: [
        registered('Supervisor', `sup-${i}`, { nsxManager: 'nsx' }, 'vpc'),
        versionObserved('Supervisor', 'supervisor', 'v1.31.1'),
        versionObserved('Supervisor', 'vks', '3.5.0'),
      ],
    };
  for (let i = 0; i < clusters; i++)
    yield {
      stream: `cluster-c/${i}`,
      expectedVersion: 0,
      events: [
        registered('Cluster', `c/${i}`, { supervisor: `sup-${i % supervisors}`, project: `p${i % 50}` }, null, {
          cni: 'antrea',
          adapter: 'enabled',
        }),
        versionObserved('Cluster', 'vkr', vkrOf(Math.floor(i / supervisors) % variants)),
        benchEvent('LabelsChanged', { labels: { env: i % 3 === 0 ? 'prod' : 'test' } }),
        benchEvent('CapacityObserved', { nodes: { controlPlane: 3, workers: i % 20 }, ipBlocks: [] }),
      ],
    };
}

/** Every variant is listed and fits NSX 9.0; with 9.1 only newer adapters do. @param without a statement that this edition lacks */
export function benchMatrix(variants: number, without: string | null = null): CompatibilityMatrix {
  const component = (id: string, scope: string, versioning: string) => ({ id, scope, versioning, backInTime: 'allow' });
  const relation = (a: string, b: string) => ({ between: [a, b], unknown: 'deny', enforce: true, sources: [] });
  const statement = (id: string, between: Record<string, string>) => ({
    id,
    between,
    status: 'validated',
    evidence: 'operator',
    sources: ['lab'],
  });
  return {
    apiVersion: 'lockstep/v1',
    kind: 'CompatibilityMatrix',
    metadata: { name: without === null ? 'bench' : `without-${without}` },
    spec: {
      components: [
        component('nsx', 'nsxManager', 'dotted'),
        component('supervisor', 'supervisor', 'kubernetes'),
        component('vks', 'supervisor', 'dotted'),
        component('vkr', 'cluster', 'kubernetes'),
        component('antrea', 'cluster', 'semver'),
        component('antrea-nsx-adapter', 'cluster', 'semver'),
      ],
      relations: [
        relation('antrea-nsx-adapter', 'nsx'),
        relation('antrea', 'antrea-nsx-adapter'),
        relation('vkr', 'vks'),
        relation('supervisor', 'vks'),
      ],
      releases: [
        ...['9.0.1', '9.1.0'].map((version) => ({ component: 'nsx', version, sources: [] })),
        ...Array.from({ length: variants }, (_, variant) => ({
          component: 'vkr',
          version: vkrOf(variant),
          bundle: {
            antrea: `2.${variant % 5}.${Math.floor(variant / 5)}`,
            'antrea-nsx-adapter': `1.${variant % 5}.${Math.floor(variant / 5)}`,
          },
          sources: [],
        })),
        { component: 'supervisor', version: 'v1.31.1', sources: [] },
        { component: 'vks', version: '3.5.0', sources: [] },
      ],
      statements: [
        statement('adapter-nsx-9.0', { 'antrea-nsx-adapter': '*', nsx: '>=9.0 <9.1' }),
        statement('adapter-nsx-9.1', { 'antrea-nsx-adapter': '>=1.3', nsx: '>=9.1 <9.2' }),
        statement('adapter-antrea', { 'antrea-nsx-adapter': '*', antrea: '*' }),
        statement('vkr-vks', { vkr: '*', vks: '*' }),
        statement('supervisor-vks', { supervisor: '*', vks: '*' }),
      ].filter(({ id }) => id !== without),
      hops: [],
      sources: [{ id: 'lab', title: 'Lab', confidence: 'operator' }],
    },
  } as unknown as CompatibilityMatrix;
}
