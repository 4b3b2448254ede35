import { expect, it } from 'vitest';
import { redactSecret } from './redact-secret.js';

const pem = `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----`;
const redact = redactSecret({ user: 'ro', password: 'p@ss word"4711', certificate: { key: pem }, pin: 471_100 });

it.each([
  ['the text itself', 'refused p@ss word"4711 of ro', 'refused **** of ro'],
  ['its form in a URL', '/login?p=p%40ss%20word%224711', '/login?p=****'],
  ['its form in JSON', '{"p":"p@ss word\\"4711"}', '{"p":"****"}'],
  ['its form in base64', `Basic ${Buffer.from('p@ss word"4711').toString('base64')}`, /^Basic \*\*\*\*=*$/],
  ['a line of a key', 'bad line MIIEvQIBADANBgkqhkiG9w0BAQEFAASC!', 'bad line ****!'],
  ['a number', 'pin 471100', 'pin ****'],
])('cuts %s out of a message', (_, message, expected) => {
  expect(redact(message)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
});

it('leaves a message alone when there is no secret', () => {
  expect(redactSecret(null)('all is well')).toBe('all is well');
});
