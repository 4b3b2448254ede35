import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { irreducibleCore } from './irreducible-core.js';

/** Random monotone rules: a set fails when it holds any one of some conflicts. */
const conflicts = fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });

it('a core fails, and passes as soon as any one of its items is dropped', () => {
  fc.assert(
    fc.property(conflicts, (rules) => {
      const fails = (subset: readonly number[]) => rules.some((rule) => rule.every((item) => subset.includes(item)));
      const core = irreducibleCore([...Array(12).keys()], fails);
      expect(fails(core)).toBe(true);
      for (const item of core) expect(fails(core.filter((other) => other !== item))).toBe(false);
    }),
    { numRuns: propertyRuns(1000) },
  );
});

it('what fails with nothing at all has an empty core', () => {
  expect(irreducibleCore([1, 2, 3], () => true)).toEqual([]);
});
