import { z } from 'zod';

/*
 * What is read of the objects, and no more: what else stands in them is none of our business, and may change. The same object in several API versions has
 * one shape here, with the fields of all of them.
 */

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  lastHeartbeatTime: z.string().optional(),
});
export type Condition = z.output<typeof condition>;
const conditions = z.array(condition).default([]);
const count = z.int().min(0);
const texts = z.record(z.string(), z.string()).default({});

const metadata = z.looseObject({ namespace: z.string().default(''), name: z.string().min(1), labels: texts });
export type Metadata = z.output<typeof metadata>;

/** What every object can be told by, whatever else is wrong with it. */
export const named = z.looseObject({ metadata: metadata.extend({ labels: texts.catch({}) }) });

const pool = z.looseObject({ name: z.string(), replicas: count.optional() });
const topology = z.looseObject({
  version: z.string().optional(),
  /** v1beta1 */
  class: z.string().optional(),
  /** v1beta2 */
  classRef: z.looseObject({ name: z.string() }).optional(),
  controlPlane: z.looseObject({ replicas: count.optional() }).optional(),
  workers: z.looseObject({ machineDeployments: z.array(pool).default([]), machinePools: z.array(pool).default([]) }).optional(),
  variables: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).default([]),
});

export const cluster = z.looseObject({
  metadata: metadata.extend({ uid: z.string().min(1) }),
  spec: z.looseObject({ topology: topology.optional() }),
  status: z.looseObject({ version: z.string().optional(), conditions }).prefault({}),
});
export type ClusterObject = z.output<typeof cluster>;

/** The value of the variable `bootstrapAddons`. */
export const bootstrapAddons = z.looseObject({ cniRef: z.looseObject({ name: z.string() }).optional() });

export const machine = z.looseObject({ metadata, spec: z.looseObject({ version: z.string().optional() }) });

export const clusterBootstrap = z.looseObject({
  metadata,
  spec: z
    .looseObject({
      cni: z
        .looseObject({
          refName: z.string(),
          valuesFrom: z.looseObject({ providerRef: z.looseObject({ kind: z.string(), name: z.string() }).optional() }).optional(),
        })
        .optional(),
    })
    .prefault({}),
});

const enable = z.looseObject({ enable: z.boolean().optional() }).optional();

/** Both spellings: VKS writes `antreaNSX`, the open framework wrote `antreaNsx`. */
const antreaValues = z.looseObject({ antreaNSX: enable, antreaNsx: enable }).prefault({});

export const addonConfig = z.looseObject({
  metadata,
  spec: z.looseObject({
    clusterName: z.string().optional(),
    addonConfigDefinitionRef: z.looseObject({ name: z.string() }).optional(),
    values: antreaValues,
  }),
});

export const antreaConfig = z.looseObject({ metadata, spec: antreaValues });

export const nsxServiceAccount = z.looseObject({
  metadata,
  status: z
    .looseObject({
      phase: z.string().optional(),
      conditions,
      clusterID: z.string().optional(),
      vpcPath: z.string().optional(),
    })
    .prefault({}),
});

export const packageInstall = z.looseObject({
  metadata,
  spec: z.looseObject({
    packageRef: z.looseObject({ versionSelection: z.looseObject({ constraints: z.string().optional() }).optional() }).optional(),
  }),
  status: z.looseObject({ version: z.string().optional() }).prefault({}),
});

/** KubernetesRelease and TanzuKubernetesRelease alike. */
export const kubernetesRelease = z.looseObject({
  metadata,
  spec: z.looseObject({
    version: z.string().min(1),
    kubernetes: z.looseObject({ version: z.string().optional() }).optional(),
    bootstrapPackages: z.array(z.looseObject({ name: z.string() })).default([]),
  }),
});

export const addonRelease = z.looseObject({
  metadata,
  spec: z.looseObject({
    addonRef: z.looseObject({ name: z.string() }),
    version: z.string().min(1),
    kubernetesVersionConstraints: z.string().optional(),
  }),
});

export const clusterClass = z.looseObject({ metadata });

export const antreaControllerInfo = z.looseObject({
  metadata,
  version: z.string().optional(),
  connectedAgentNum: count.optional(),
  controllerConditions: conditions,
});

export const antreaAgentInfo = z.looseObject({ metadata, version: z.string().optional(), agentConditions: conditions });

export const deployment = z.looseObject({
  metadata,
  spec: z.looseObject({
    replicas: count.default(1),
    template: z.looseObject({
      spec: z.looseObject({ containers: z.array(z.looseObject({ name: z.string(), image: z.string() })).min(1) }),
    }),
  }),
  status: z.looseObject({ replicas: count.default(0), readyReplicas: count.default(0), updatedReplicas: count.default(0) }).prefault({}),
});

export const resourceDefinition = z.looseObject({
  metadata,
  spec: z.looseObject({
    versions: z.array(
      z.looseObject({ name: z.string(), served: z.boolean(), storage: z.boolean(), deprecated: z.boolean().default(false) }),
    ),
  }),
  status: z.looseObject({ storedVersions: z.array(z.string()).default([]) }).prefault({}),
});
