import { describe, expect, it } from 'vitest';
import { GatheredFaults } from './gathered-faults.js';
import type { SourceFault } from './sighting.js';

const wrong = (id: string): SourceFault => ({
  code: 'wrong-shape',
  subject: { kind: 'cluster', id },
  place: 'GET /clusters',
  detail: 'A cluster has another shape',
});
const blind: SourceFault = { code: 'not-authorized', subject: null, place: 'GET /machines', detail: 'The list may not be read' };

describe('faults of a look', () => {
  it('keep every node that could not be read, however many there are, and cut texts only', () => {
    const gathered = new GatheredFaults(5);
    for (let at = 0; at < 40; at++) gathered.add([wrong(`c${at}`)]);
    expect(gathered.faults).toHaveLength(5);
    expect(gathered.hidden.size).toBe(40);
    expect(gathered.omitted).toBe(35);
  });

  it('never cut that a list could not be read', () => {
    const gathered = new GatheredFaults(2);
    gathered.add(Array.from({ length: 30 }, (_, at) => wrong(`c${at}`)));
    gathered.add([blind]);
    expect(gathered.faults[0]).toEqual(blind);
  });

  it('say the same thing once', () => {
    const gathered = new GatheredFaults();
    gathered.add([blind, wrong('a')]);
    gathered.add([wrong('a'), { ...blind }]);
    expect(gathered.faults).toEqual([blind, wrong('a')]);
    expect(gathered.omitted).toBe(0);
  });
});
