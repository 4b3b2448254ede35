import { generateKeyPairSync } from 'node:crypto';
import { NOW, payloadWith } from '@lockstep/testing/approvals';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readApprovalKeys } from './approval-keys.js';
import { JoseApprovalSigner } from './jose-approval-signer.js';
import { readTrustedKeys } from './read-trusted-keys.js';
import { verifyApprovalFile } from './verify-approval-file.js';

it('whatever is changed of a file, it is no longer valid, or says the same', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const keys = await readApprovalKeys(pem);
  const trusted = await readTrustedKeys(JSON.stringify({ keys: keys.published }));
  if (!trusted.ok) throw new Error(trusted.problem);
  const payload = payloadWith();
  const text = JSON.stringify(await new JoseApprovalSigner(keys.current).sign(payload));
  const place = fc.oneof(
    fc.integer({ min: 0, max: text.length - 1 }),
    // Header and signature are short beside the payload.
    fc.integer({ min: text.indexOf('"signatures"'), max: text.length - 1 }),
  );
  const piece = fc.oneof(
    fc.constantFrom(...'AZaz09-_"{}[],:\\ '),
    fc.constant(''),
    fc.constantFrom('"header":{"kid":"x"},', '"payload":"e30",', '\u0000'),
  );
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(place, fc.integer({ min: 0, max: 3 }), piece, async (at, length, inserted) => {
      const changed = text.slice(0, at) + inserted + text.slice(at + length);
      const found = await verifyApprovalFile(changed, trusted.keys, Date.parse(NOW));
      if (found.outcome === 'valid') expect(found.payload).toEqual(payload);
      else refused++;
    }),
    { numRuns: propertyRuns(1_500) },
  );
  expect(refused).toBeGreaterThan(0);
});
