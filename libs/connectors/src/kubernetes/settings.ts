import { caBundleProblem } from '@lockstep/platform/outbound';
import { z } from 'zod';

const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}\p{Cs}][^\p{Cc}\p{Cs}]*$/u, 'printable text that does not start with a space');
const versionText = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^\s\p{Cc}\p{Cs}]*$/u, 'printable text without spaces');
/** RFC 1123 label: what Kubernetes takes for the name of a namespace. */
const namespace = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'the name of a namespace');
const pem = z.string().max(1_000_000).includes('-----BEGIN ', { error: 'PEM text' });

const url = z
  .url({ protocol: /^https?$/, error: 'an address such as https://10.0.0.2:6443' })
  .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), 'an address without a user')
  .refine((text) => !/[?#]/.test(text), 'an address without a query');

const limits = z.strictObject({
  pageSize: z.int().min(1).max(1000).default(250).meta({ description: 'objects to a page of a list' }),
  objects: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(100_000)
    .meta({ description: 'objects of one kind; a source that tells of more is refused' }),
  answerBytes: z
    .int()
    .min(1024)
    .max(1_073_741_824)
    .default(64 * 1_048_576)
    .meta({ description: 'bytes of one answer' }),
  requestSeconds: z
    .int()
    .min(1)
    .max(600)
    .default(30)
    .meta({ description: 'seconds until an answer has begun, and again until it has ended' }),
});

export const kubernetesSettings = z.strictObject({
  url: url.meta({ description: 'address of the API server of the Supervisor' }),
  supervisor: name.meta({ description: 'id of the Supervisor in the fleet' }),
  parent: z
    .union([z.strictObject({ vcenter: name }), z.strictObject({ nsxManager: name })])
    .meta({ description: 'the node that the Supervisor hangs on; its own API does not tell' }),
  networking: name.optional().meta({ description: '`vpc` or a legacy model; chosen at activation, not told by the API' }),
  caBundle: pem
    .superRefine((text, context) => {
      const problem = caBundleProblem(text);
      if (problem !== null) context.addIssue(`the CA bundle ${problem}`);
    })
    .optional()
    .meta({ description: 'certificates of authorities to trust beside those of the system, PEM' }),
  tls: z
    .enum(['verified', 'not-verified'])
    .default('verified')
    .meta({ description: '`not-verified` is a standing finding; clusters are always verified, by the authority in their kubeconfig' }),
  guestClusters: z.enum(['kubeconfig', 'skip']).default('kubeconfig').meta({ description: 'how to look into clusters' }),
  kubeconfigSecret: z
    .string()
    .max(253)
    .regex(/^[-.a-z0-9]*\{cluster\}[-.a-z0-9]*$/, 'the name of a Secret with {cluster} in it')
    .default('{cluster}-kubeconfig')
    .meta({ description: 'the Secret, in the namespace of a cluster, whose key `value` holds the kubeconfig' }),
  namespaces: z
    .array(namespace)
    .min(1)
    .max(1000)
    .refine((names) => new Set(names).size === names.length, 'each namespace once')
    .optional()
    .meta({ description: 'look at these vSphere Namespaces only, one by one; without it at all of them at once' }),
  adapterImages: z
    .record(z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 lower-case hex digits'), versionText)
    .default({})
    .meta({ description: 'digest of an adapter image to its version, for images that are named without a tag' }),
  limits: limits.prefault({}),
});

export type KubernetesSettings = z.output<typeof kubernetesSettings>;

export const kubernetesSecret = z.union([
  z.strictObject({ token: z.string().min(1).max(100_000).regex(/^\S+$/, 'a token without spaces') }),
  z.strictObject({ clientCertificate: pem, clientKey: pem }),
]);

export type KubernetesSecret = z.output<typeof kubernetesSecret>;
