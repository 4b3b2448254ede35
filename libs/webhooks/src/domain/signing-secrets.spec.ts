import { expect, it } from 'vitest';
import { inForce, rotateSecrets } from './signing-secrets.js';

const [now, later, end] = ['2026-01-01T00:00:00.000Z', '2026-01-01T12:00:00.000Z', '2026-01-02T00:00:00.000Z'];
const names = (secrets: readonly { readonly secret: string }[]) => secrets.map(({ secret }) => secret);

it('signs with the old secret beside the new one until the overlap is over', () => {
  const rotated = rotateSecrets([{ secret: 'a', until: null }], 'b', now, end);
  expect([names(inForce(rotated, later)), names(inForce(rotated, end))]).toEqual([['b', 'a'], ['b']]);
});

it('keeps to the end of the first overlap when it is rotated again', () => {
  const twice = rotateSecrets(rotateSecrets([{ secret: 'a', until: null }], 'b', now, later), 'c', now, end);
  expect(names(inForce(twice, now))).toEqual(['c', 'b', 'a']);
  expect(names(inForce(twice, later))).toEqual(['c', 'b']);
});

it('drops the old secret at once when there is no overlap', () => {
  expect(rotateSecrets([{ secret: 'a', until: null }], 'b', now, now)).toEqual([{ secret: 'b', until: null }]);
});

it('never has more than five', () => {
  let secrets = rotateSecrets([], '0', now, end);
  for (let turn = 1; turn < 9; turn++) secrets = rotateSecrets(secrets, String(turn), now, end);
  expect(names(secrets)).toEqual(['8', '7', '6', '5', '4']);
});
