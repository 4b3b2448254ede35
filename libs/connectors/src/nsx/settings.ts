import { caBundleProblem } from '@lockstep/platform/outbound';
import { z } from 'zod';

const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s\p{Cc}\p{Cs}][^\p{Cc}\p{Cs}]*$/u, 'printable text that does not start with a space');

/** Of Policy objects, as it stands in their paths. */
const policyId = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\s/?#%\p{Cc}\p{Cs}]+$/u, 'the id of an object in NSX');

const url = z
  .url({ protocol: /^https?$/, error: 'an address such as https://nsx.example' })
  .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), 'an address without a user')
  .refine((text) => /^[a-z]+:\/\/[^/?#]+\/?$/i.test(text), 'an address without a path');

export const nsxSettings = z.strictObject({
  url: url.meta({ description: 'address of the NSX manager or of its cluster' }),
  nsxManager: name.meta({ description: 'id of the NSX manager in the fleet' }),
  login: z
    .enum(['session', 'basic', 'certificate'])
    .default('session')
    .meta({ description: 'how to log in; `certificate` takes a client certificate, the others a user name and a password' }),
  caBundle: z
    .string()
    .max(1_000_000)
    .superRefine((pem, context) => {
      const problem = caBundleProblem(pem);
      if (problem !== null) context.addIssue({ code: 'custom', message: `the bundle ${problem}` });
    })
    .optional()
    .meta({ description: 'certificates of authorities to trust beside those of the system, PEM' }),
  tls: z.enum(['verified', 'not-verified']).default('verified').meta({ description: '`not-verified` is a standing finding' }),
  projects: z
    .array(policyId)
    .min(1)
    .max(1000)
    .refine((ids) => new Set(ids).size === ids.length, 'each Project once')
    .optional()
    .meta({ description: 'ids of the Projects whose clusters and addresses are looked at; without it of all' }),
});
export type NsxSettings = z.output<typeof nsxSettings>;

const pem = z.string().max(1_000_000).includes('-----BEGIN ', { error: 'PEM text' });

export const nsxSecret = z.union([
  z.strictObject({ username: z.string().min(1).max(500), password: z.string().min(1).max(10_000) }),
  z.strictObject({ clientCertificate: pem, clientKey: pem }),
]);
export type NsxSecret = z.output<typeof nsxSecret>;
