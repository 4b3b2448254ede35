import { componentId, fleetSnapshot, versionText } from '@lockstep/documents';
import { z } from 'zod';
import { eventType, type NodeChange } from './fleet-events.js';
import {
  type Cni,
  DEFAULT_CNI,
  HEALTH_LAYERS,
  HEALTH_VERDICTS,
  NO_IDENTITY,
  NODE_KINDS,
  type NodeKind,
  nodeOfStream,
} from './fleet-node.js';
import { SIGNAL_STATES, type SignalName, SIGNALS } from './health/signal.js';

/** One kind of change that others may report, as the world outside names it and as the record stores it. */
export interface InventoryEventType {
  /** `dev.lockstep.cluster.version-observed.v1` */
  readonly publicType: string;
  readonly kind: NodeKind;
  readonly change: NodeChange['change'];
  readonly storedType: string;
  readonly schemaVersion: number;
  /**
   * Of `data`. What is stored is the output, with its defaults filled in. Two fields repeat the id of the node: `id`, and `nsxManager` of
   * IP blocks. A schema cannot see the subject; `agreesWithNode` tells whether they agree.
   */
  readonly schema: z.ZodType;
  /** The output of the schema as it was stored before what is left out there was told from what is said; undefined: it was never otherwise. */
  readonly formerly?: ((data: unknown) => unknown) | undefined;
  readonly description: string;
}

/** No fleet seen so far comes near these; they bound what one event can hold. */
const MOST_LABELS = 500;
const MOST_IP_BLOCKS = 10_000;
const MOST_SUBNETS = 1_000;
const MOST_PARTS = 200;
const MOST_CONSUMERS = 1_000;

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\s\p{Cc}\p{Cs}][^\p{Cc}\p{Cs}]*$/u, 'visible characters, and no space in front');
const id = text(200);
const none = z.null().default(null);
const clusterShape = fleetSnapshot.shape.spec.shape.clusters.unwrap().element.shape;
const ipBlock = fleetSnapshot.shape.spec.shape.ipBlocks.unwrap().element;

const nowhere = { nsxManager: none, vcenter: none, supervisor: none, project: none, vpc: none };
const placements: Readonly<Record<NodeKind, z.ZodType>> = {
  'nsx-manager': z.strictObject(nowhere).prefault({}),
  vcenter: z.strictObject({ ...nowhere, nsxManager: id }),
  supervisor: z
    .strictObject({ ...nowhere, nsxManager: id.nullable().default(null), vcenter: id.nullable().default(null) })
    .refine(({ nsxManager, vcenter }) => (nsxManager === null) !== (vcenter === null), 'a vCenter or an NSX manager, and not both'),
  cluster: z.strictObject({ ...nowhere, supervisor: id, project: id.nullable().default(null), vpc: id.nullable().default(null) }),
};
const cni = z.strictObject({ cni: clusterShape.cni.removeDefault().optional(), adapter: clusterShape.adapter.removeDefault().optional() });
const withDefaultCni = (data: unknown): unknown => {
  const { cni: told, ...others } = data as { readonly cni: Partial<Cni> | null };
  return { ...others, cni: { ...DEFAULT_CNI, ...told } };
};
const withBothOfCni = (data: unknown): unknown => ({ ...DEFAULT_CNI, ...(data as Partial<Cni>) });
const withNsxClusterId = (data: unknown): unknown => ({ ...NO_IDENTITY, ...(data as object) });
const label = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'visible characters');
const labels = z
  .record(label.min(1), label)
  .refine((map) => Object.keys(map).length <= MOST_LABELS, `at most ${MOST_LABELS} labels`)
  .meta({ description: 'all of them: a label that is missing is gone' });

const isUnique = <Item>(items: readonly Item[], key: (item: Item) => string): boolean => new Set(items.map(key)).size === items.length;
const signal = z.strictObject({
  name: z.enum(HEALTH_LAYERS.flatMap((layer): readonly SignalName[] => SIGNALS[layer])),
  state: z.enum(SIGNAL_STATES).meta({ description: 'unknown: it was looked for, and what was found says nothing' }),
  detail: text(500).nullable().default(null).meta({ description: 'names and counts; no times, which would be news with every look' }),
});
const part = z.strictObject({
  part: text(100).meta({ description: 'as the system calls it: `MP`, `EDGE`, `HOST`' }),
  version: versionText,
  nodes: z.int().min(0).max(1_000_000),
});
const subnet = z.strictObject({
  id: text(500).meta({ description: 'policy path' }),
  cidr: ipBlock.shape.cidr,
  free: z.int().min(0).nullable().default(null).meta({ description: 'null: could not be told' }),
});

const consumer = z.strictObject({
  name: text(200),
  kind: text(100).meta({ description: 'as whoever looked calls it: `terraform`, `script`' }),
  lastSeen: z.iso.datetime({ offset: true }).nullable().default(null),
});

const ALL = NODE_KINDS;
const changes: readonly {
  readonly change: NodeChange['change'];
  readonly kinds: readonly NodeKind[];
  readonly schema: (kind: NodeKind) => z.ZodType;
  readonly formerly?: (kind: NodeKind) => InventoryEventType['formerly'];
  readonly description: string;
}[] = [
  {
    change: 'Registered',
    kinds: ALL,
    schema: (kind) =>
      z.strictObject({
        id: id.optional(),
        placement: placements[kind],
        networking: kind === 'supervisor' ? id.nullable().default(null) : none,
        cni: kind === 'cluster' ? cni.nullable().default(null) : none,
      }),
    formerly: (kind) => (kind === 'cluster' ? withDefaultCni : undefined),
    description:
      'The node is there, and hangs on that other node. Of Project, VPC, networking and CNI it tells what it names: what is null or left out stays as it is known.',
  },
  {
    change: 'Moved',
    kinds: ['vcenter', 'supervisor', 'cluster'],
    schema: (kind) => z.strictObject({ placement: placements[kind] }),
    description: 'It hangs on another node, or belongs to another Project or VPC.',
  },
  {
    change: 'VersionObserved',
    kinds: ALL,
    schema: () =>
      z.strictObject({
        component: componentId,
        version: versionText.nullable().meta({ description: '`unknown`: could not be read; null: the node does not have the component' }),
        previous: versionText.nullable().optional().meta({ description: 'what the producer knew before; nobody relies on it' }),
      }),
    description: 'A component runs at this version.',
  },
  {
    change: 'HealthObserved',
    kinds: ALL,
    schema: () =>
      z.strictObject({
        layer: z.enum(HEALTH_LAYERS),
        verdict: z.enum(HEALTH_VERDICTS),
        evidence: z.array(text(500)).max(20).default([]).meta({ description: 'what was seen, in words or as condition names' }),
      }),
    description: 'How one layer of its health check came out.',
  },
  { change: 'LabelsChanged', kinds: ALL, schema: () => z.strictObject({ labels }), description: 'It carries these labels.' },
  {
    change: 'CniChanged',
    kinds: ['cluster'],
    schema: () => cni,
    formerly: () => withBothOfCni,
    description: 'It runs this CNI, with or without the adapter. What is left out stays as it is known.',
  },
  {
    change: 'CapacityObserved',
    kinds: ['nsx-manager', 'cluster'],
    schema: (kind) =>
      kind === 'cluster'
        ? z.strictObject({ nodes: clusterShape.nodes.unwrap().nullable(), ipBlocks: z.tuple([]).default([]) })
        : z.strictObject({ nodes: none, ipBlocks: z.array(ipBlock).max(MOST_IP_BLOCKS) }),
    description: 'Of a cluster how many nodes it has, of an NSX manager its IP blocks.',
  },
  {
    change: 'IdentityObserved',
    kinds: ALL,
    schema: (kind) =>
      z.strictObject({
        uid: text(200).nullable().default(null).meta({ description: 'given once by its platform, and never again; null: not known' }),
        nsxClusterId: kind === 'cluster' ? text(200).nullable().optional().meta({ description: 'null: it has none' }) : none,
      }),
    formerly: () => withNsxClusterId,
    description:
      'By what it is told apart from another node that is called the same. A cluster is known to NSX by `nsxClusterId`. What is left out stays as it is known.',
  },
  {
    change: 'SignalsObserved',
    kinds: ALL,
    schema: () =>
      z.strictObject({
        source: text(200),
        signals: z
          .array(signal)
          .max(100)
          .refine((all) => isUnique(all, ({ name }) => name), 'each signal once')
          .meta({ description: 'all that this source can tell now: what is missing is no longer vouched for' }),
      }),
    description: 'What one source saw that health is judged from.',
  },
  {
    change: 'MixedVersionsObserved',
    kinds: ALL,
    schema: () =>
      z.strictObject({
        component: componentId,
        parts: z
          .array(part)
          .max(MOST_PARTS)
          .refine((all) => isUnique(all, (one) => `${one.part}\n${one.version}`), 'each version of a part once')
          .meta({ description: 'empty: it does not roll (any more)' }),
      }),
    description: 'A component rolls: its parts run at several versions.',
  },
  {
    change: 'AddressesObserved',
    kinds: ['cluster'],
    schema: () =>
      z.strictObject({
        subnets: z.array(subnet).max(MOST_SUBNETS),
        blocks: z
          .array(text(500))
          .max(MOST_SUBNETS)
          .default([])
          .meta({ description: 'policy paths of the IP blocks that further subnets come from' }),
        podsRoutable: z.boolean().nullable().default(null).meta({ description: 'whether pods have addresses of the VPC' }),
      }),
    description: 'The subnets that its nodes take addresses from.',
  },
  {
    change: 'ManagerApiConsumersObserved',
    kinds: ['nsx-manager'],
    schema: () =>
      z.strictObject({
        consumers: z
          .array(consumer)
          .max(MOST_CONSUMERS)
          .refine((all) => isUnique(all, ({ name, kind }) => `${kind}\n${name}`), 'each consumer once')
          .meta({ description: 'all of them: empty when it was looked for, and nobody uses it' }),
      }),
    description: 'Who still uses the NSX Manager API, which NSX 9 does not have.',
  },
  {
    change: 'Decommissioned',
    kinds: ALL,
    schema: () => z.strictObject({ id: id.optional() }),
    description: 'The node is gone for good. One that only cannot be seen has lost sight.',
  },
  {
    change: 'LostSight',
    kinds: ALL,
    schema: () => z.strictObject({ source: text(200), misses: z.int().min(1).max(1_000_000_000) }),
    description: 'A source that used to see it has missed it so many times in a row.',
  },
];

/** Every type, by kind and then in the order above. */
export const inventoryEventTypes: readonly InventoryEventType[] = NODE_KINDS.flatMap((kind) =>
  changes
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ change, schema, formerly, description }) => ({
      publicType: `dev.lockstep.${kind}.${kebab(change)}.v1`,
      kind,
      change,
      storedType: eventType(kind, change),
      schemaVersion: 1,
      schema: schema(kind),
      formerly: formerly?.(kind),
      description,
    })),
);

const byPublicType = new Map(inventoryEventTypes.map((type) => [type.publicType, type]));
const byStoredType = new Map(inventoryEventTypes.map((type) => [`${type.kind} ${type.storedType} ${type.schemaVersion}`, type]));

export function findInventoryEventType(publicType: string): InventoryEventType | undefined {
  return byPublicType.get(publicType);
}

/** The public type of a recorded event; undefined for events that are not about a node. */
export function publicTypeOf(stream: string, storedType: string, schemaVersion: number): string | undefined {
  return byStoredType.get(`${nodeOfStream(stream)?.kind} ${storedType} ${schemaVersion}`)?.publicType;
}

/** Whether what `data` repeats of its node is that of the node with this id. `data` has passed the schema of its type. */
export function agreesWithNode(id: string, data: unknown): boolean {
  const { id: given = id, ipBlocks = [] } = data as { id?: string; ipBlocks?: readonly { nsxManager: string }[] };
  return given === id && ipBlocks.every(({ nsxManager }) => nsxManager === id);
}

function kebab(words: string): string {
  return words.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
