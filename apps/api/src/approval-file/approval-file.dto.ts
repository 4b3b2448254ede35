import { z } from 'zod';

export const signedApproval = z
  .object({
    payload: z.string().meta({ description: 'base64url of the approval, `application/vnd.lockstep.approval.v2+json`' }),
    signatures: z.array(z.object({ protected: z.string(), signature: z.string() })),
  })
  .meta({ id: 'SignedApproval', description: 'JWS in its general JSON form (RFC 7515, 7.2.1)' });

export const approvalKeys = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string().meta({ description: 'thumbprint of the key (RFC 7638)' }),
        use: z.literal('sig'),
        alg: z.literal('EdDSA'),
      }),
    ),
  })
  .meta({ id: 'ApprovalKeys', description: 'JWK Set (RFC 7517)' });
