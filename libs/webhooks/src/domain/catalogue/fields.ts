import { z } from 'zod';

/** Fields that public events share. */
export const plan = z.string().meta({ description: 'id of the plan: `/v1/plans/{id}`' });
export const digest = z.string().meta({ description: '`sha256:` and 64 hex digits' });
export const planDigest = z.string().meta({ description: 'digest of the plan that was looked at' });
export const actor = z.string().meta({ description: 'who: the id of a token, or a part of the system' });
export const reason = z.string().meta({ description: 'as somebody gave it' });
export const time = z.string().meta({ description: 'RFC 3339' });
