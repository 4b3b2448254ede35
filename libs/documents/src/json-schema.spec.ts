import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from './json-schema.js';
import { KINDS } from './kinds.js';
import { readDocuments } from './read-documents.js';

const EXAMPLE = { CompatibilityMatrix: 'matrix', FleetSnapshot: 'fleet', UpgradeGoal: 'goal', UpgradePlan: 'plan' } as const;

describe.each(KINDS)('JSON Schema of %s', (kind) => {
  const text = readFileSync(new URL(`../fixtures/${EXAMPLE[kind]}.yaml`, import.meta.url), 'utf8');
  const example = readDocuments([{ file: EXAMPLE[kind], text }]).documents[kind][0]!.source.value as Record<string, unknown>;
  // Every `format` comes with a `pattern`, which is what is checked here.
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(jsonSchemaOf(kind));

  it('is the one in docs/reference/schemas (npm run sync writes it)', () =>
    expect(`${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`).toMatchFileSnapshot(`../../../docs/reference/schemas/${kind}.json`));
  it('accepts the example', () => expect(validate(example), JSON.stringify(validate.errors)).toBe(true));
  it('refuses an unknown field', () => expect(validate({ ...example, spec: { ...(example['spec'] as object), extra: 1 } })).toBe(false));
  it('refuses another kind', () => expect(validate({ ...example, kind: 'Pod' })).toBe(false));
  it('refuses a document without spec', () => expect(validate({ ...example, spec: undefined })).toBe(false));
});

it('a number where a version text is needed is refused by the schema too', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(jsonSchemaOf('FleetSnapshot'));
  const fleet = (version: unknown) => ({
    apiVersion: 'lockstep/v1',
    kind: 'FleetSnapshot',
    metadata: { name: 'a' },
    spec: { nsxManagers: [{ id: 'n', versions: { nsx: version } }] },
  });
  expect([validate(fleet('4.2')), validate(fleet(4.2))]).toEqual([true, false]);
});
