import { randomBytes } from 'node:crypto';

/** As Standard Webhooks 1.0 writes symmetric ones: 24 to 64 bytes. */
export const freshSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
