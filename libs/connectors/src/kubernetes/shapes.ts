import { z } from 'zod';

/*
 * What is read of the objects, and no more: what else stands in them is none of our business, and may change. The same object in several API versions has
 * one shape here, with the fields of all of them.
 */

/** What goes on to the record is short and printable, whoever wrote it. */
const text = z
  .string()
  .max(256)
  .regex(/^[\x21-\x7e]*$/, 'printable text without spaces');

const condition = z.looseObject({
  type: text,
  status: text,
  reason: text.optional(),
  lastHeartbeatTime: z.string().optional(),
});
export type Condition = z.output<typeof condition>;
const conditions = z.array(condition).default([]);
const count = z.int().min(0);
const texts = z.record(z.string(), z.string()).default({});

const metadata = z.looseObject({
  namespace: z
    .string()
    .regex(/^[-a-z0-9]{0,63}$/, 'the name of a namespace')
    .default(''),
  name: z.string().regex(/^[-.a-z0-9]{1,253}$/, 'the name of an object'),
  labels: texts,
});
export type Metadata = z.output<typeof metadata>;

/** What every object can be told by, whatever else is wrong with it. */
export const named = z.looseObject({ metadata: metadata.extend({ labels: texts.catch({}) }) });

const pool = z.looseObject({ name: text, replicas: count.optional() });
const topology = z.looseObject({
  version: text.optional(),
  /** v1beta1 */
  class: text.optional(),
  /** v1beta2 */
  classRef: z.looseObject({ name: text }).optional(),
  controlPlane: z.looseObject({ replicas: count.optional() }).optional(),
  workers: z.looseObject({ machineDeployments: z.array(pool).default([]), machinePools: z.array(pool).default([]) }).optional(),
  variables: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).default([]),
});

export const cluster = z.looseObject({
  metadata: metadata.extend({ uid: text.min(1) }),
  spec: z.looseObject({ topology: topology.optional() }),
  status: z.looseObject({ version: text.optional(), conditions }).prefault({}),
});
export type ClusterObject = z.output<typeof cluster>;

/** The value of the variable `bootstrapAddons`. */
export const bootstrapAddons = z.looseObject({ cniRef: z.looseObject({ name: z.string() }).optional() });

export const machine = z.looseObject({ metadata, spec: z.looseObject({ version: text.optional() }) });

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
      phase: text.optional(),
      conditions,
      clusterID: text.optional(),
      vpcPath: text.optional(),
    })
    .prefault({}),
});

/** What people call a VPC may have spaces, and need not be its id. It is compared and goes no further. */
const vpcs = z.array(z.looseObject({ name: z.string().max(1000).default(''), vpcPath: text.optional() })).default([]);

/** NSX Operator once wrote `vpcPath` here, and writes the name alone since. */
export const networkInfo = z.looseObject({ metadata, vpcs });

export const vpcNetworkConfiguration = z.looseObject({ metadata, status: z.looseObject({ vpcs }).prefault({}) });

export const packageInstall = z.looseObject({
  metadata,
  spec: z.looseObject({
    packageRef: z.looseObject({ versionSelection: z.looseObject({ constraints: z.string().optional() }).optional() }).optional(),
  }),
  status: z.looseObject({ version: text.optional() }).prefault({}),
});

/** KubernetesRelease and TanzuKubernetesRelease alike. */
export const kubernetesRelease = z.looseObject({
  metadata,
  spec: z.looseObject({
    version: text.min(1),
    kubernetes: z.looseObject({ version: text.optional() }).optional(),
    bootstrapPackages: z.array(z.looseObject({ name: z.string() })).default([]),
  }),
});

export const addonRelease = z.looseObject({
  metadata,
  spec: z.looseObject({
    addonRef: z.looseObject({ name: z.string() }),
    version: text.min(1),
    kubernetesVersionConstraints: z
      .string()
      .max(1000)
      .regex(/^[\x20-\x7e]*$/, 'printable text')
      .optional(),
  }),
});

export const clusterClass = z.looseObject({ metadata });

export const antreaControllerInfo = z.looseObject({
  metadata,
  version: text.optional(),
  connectedAgentNum: count.optional(),
  controllerConditions: conditions,
});

export const antreaAgentInfo = z.looseObject({ metadata, version: text.optional(), agentConditions: conditions });

export const deployment = z.looseObject({
  metadata: metadata.extend({ generation: count.optional() }),
  spec: z.looseObject({
    replicas: count.default(1),
    template: z.looseObject({
      spec: z.looseObject({
        containers: z
          .array(
            z.looseObject({
              name: text,
              image: z
                .string()
                .max(1000)
                .regex(/^[\x21-\x7e]+$/, 'the name of an image'),
            }),
          )
          .min(1),
      }),
    }),
  }),
  status: z
    .looseObject({
      observedGeneration: count.optional(),
      replicas: count.default(0),
      readyReplicas: count.default(0),
      updatedReplicas: count.default(0),
    })
    .prefault({}),
});

export const resourceDefinition = z.looseObject({
  metadata,
  spec: z.looseObject({
    versions: z.array(
      z.looseObject({ name: z.string(), served: z.boolean(), storage: z.boolean(), deprecated: z.boolean().default(false) }),
    ),
  }),
  status: z.looseObject({ storedVersions: z.array(text).default([]) }).prefault({}),
});
