import { describe, expect, it } from 'vitest';
import { changeSecretOf, findServing } from './change-systems.js';

const systems = [
  { id: 'z-all', nsxManagers: null },
  { id: 'b', nsxManagers: ['nsx-1', 'nsx-2'] },
  { id: 'a', nsxManagers: ['nsx-2'] },
  { id: 'y-all', nsxManagers: null },
];

describe('the change system of a domain', () => {
  it.each([
    ['is the one that names it', 'nsx-1', 'b'],
    ['is the first by id of those that name it', 'nsx-2', 'a'],
    ['is the first by id of those that take all, where none names it', 'nsx-3', 'y-all'],
    ['is the first of all where there is no single domain', null, 'a'],
  ] as const)('%s', (_, nsxManager, id) => {
    expect(findServing(systems, nsxManager)?.id).toBe(id);
    expect(findServing(systems.toReversed(), nsxManager)?.id).toBe(id);
  });

  it('is none where all name others, and one all the same for a plan of no single domain', () => {
    const [, b] = systems;
    expect(findServing([b!], 'nsx-3')).toBeUndefined();
    expect(findServing([b!], null)?.id).toBe('b');
    expect(findServing([], null)).toBeUndefined();
  });
});

it('a secret is bound to the kind of system and to its address', () => {
  const place = (system: string, url: unknown) => changeSecretOf({ id: 'x', system, settings: { url } }).place;
  const places = [place('jira', 'https://a'), place('jira', 'https://b'), place('servicenow', 'https://a'), place('jira', 7)];
  expect(new Set(places).size).toBe(4);
});
