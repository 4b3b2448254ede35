import { expect, it } from 'vitest';
import { stepsBehind, stepsMovedBefore } from './step-order.js';

const step = (id: string, ...after: string[]) => ({ id, after });
/** a and b, each before c; then d; then e. */
const steps = [step('a'), step('b'), step('c', 'a', 'b'), step('d', 'c'), step('e', 'd')];
const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
const before = (after: readonly string[], ...idle: string[]) => ids(stepsMovedBefore(steps, after, ({ id }) => idle.includes(id)));

it('takes the steps right before, and in place of those that have moved nothing what came before them', () => {
  expect(before(['d'])).toEqual(['d']);
  expect(before(['d'], 'c')).toEqual(['d']);
  expect(before(['d'], 'd', 'c')).toEqual(['a', 'b']);
  expect(before(['d'], 'd', 'c', 'a', 'b')).toEqual([]);
});

it('finds all that comes after a step', () => {
  expect(ids(stepsBehind(steps, 'a'))).toEqual(['c', 'd', 'e']);
  expect(ids(stepsBehind(steps, 'd'))).toEqual(['e']);
  expect(ids(stepsBehind(steps, 'e'))).toEqual([]);
});
