import { expect, it } from 'vitest';
import { named } from './named.js';

it.each([
  [[], { count: 0, names: [] }],
  [['b', 'a'], { count: 2, names: ['a', 'b'] }],
  [['c', 'b', 'd', 'a', 'e'], { count: 5, names: ['a', 'b', 'c'] }],
  [['b', 'c', 'b', 'a', 'a', 'c', 'd'], { count: 4, names: ['a', 'b', 'c'] }],
  [['c-10', 'c-2', 'C-1', 'c-1'], { count: 4, names: ['C-1', 'c-1', 'c-10'] }],
])('of %j it counts all and names the first in text order, each once', (ids, found) => expect(named(ids, 3)).toEqual(found));
