import { roles } from '@lockstep/platform';
import { z } from 'zod';

const role = z.enum(roles);

export const me = z
  .object({ id: z.string(), name: z.string(), roles: z.array(role) })
  .meta({ id: 'Me', description: 'The principal behind the token of the request' });

export const newToken = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only')
      .meta({ description: 'what it is for; people see it in the list' }),
    roles: z.array(role).min(1).max(roles.length),
    expiresAt: z.iso
      .datetime({ offset: true })
      .refine((text) => Date.parse(text) > Date.UTC(1970, 0) && Date.parse(text) < Date.UTC(9999, 0), 'lies in the years 1970 to 9998')
      .optional()
      .meta({ description: 'absent: valid until revoked' }),
  })
  .meta({ id: 'NewToken' });

export const token = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(role),
    createdAt: z.string(),
    createdBy: z.string(),
    expiresAt: z.string().optional(),
    revokedAt: z.string().optional(),
  })
  .meta({ id: 'Token' });

export const issuedToken = z
  .object({
    ...token.shape,
    token: z.string().optional().meta({ description: 'the token itself, in the first answer only: nobody can read it again' }),
  })
  .meta({ id: 'IssuedToken' });
