import { canonicalJson } from '@lockstep/kernel';
import { describe, expect, it } from 'vitest';
import { fleetDigest } from './fleet-digest.js';
import type { FleetSnapshot } from './fleet-snapshot.js';
import { FleetTexts } from './fleet-texts.js';
import { readDocuments } from './read-documents.js';

/** More clusters than stand between two digests that are kept. */
const COUNT = 3000;
const textOf = (vkr: (index: number) => string, head: object = {}, indent?: number): string => {
  const clusters = Array.from({ length: COUNT }, (_, index) => ({
    ...{ id: `c${index}`, supervisor: 's', cni: 'antrea', adapter: 'enabled', labels: {} },
    versions: { vkr: vkr(index) },
  }));
  const supervisors = [{ id: 's', nsxManager: 'n', versions: {}, labels: {} }];
  const nsxManagers = [{ id: 'n', versions: {}, labels: {} }];
  const fleet = { apiVersion: 'lockstep/v1', kind: 'FleetSnapshot', metadata: { name: 'f', ...head } };
  const text = canonicalJson({ ...fleet, spec: { nsxManagers, vcenters: [], supervisors, clusters, ipBlocks: [] } });
  return indent === undefined ? text : JSON.stringify(JSON.parse(text), null, indent);
};
const before = textOf(() => '1.1');
const changedAt = (...places: number[]) => textOf((index) => (places.includes(index) ? '1.2' : '1.1'), { takenAt: '2026-11-20T06:00:00Z' });

function reader() {
  let whole = 0;
  const readWhole = (text: string): FleetSnapshot => {
    whole++;
    return readDocuments([{ file: 'f.json', text }]).documents.FleetSnapshot[0]!.document;
  };
  const texts = new FleetTexts(readWhole);
  return { read: (text: string) => texts.read(text), readWhole, wholes: () => whole };
}

describe('a fleet text', () => {
  it.each([[[0]], [[COUNT - 1]], [[1024]], [[1023, 1025]], [[5, 2900]], [[]]])(
    'that differs in the clusters %j from the one before is read where it differs',
    (places) => {
      const { read, readWhole, wholes } = reader();
      const first = read(before);
      const text = changedAt(...places);
      const fleet = read(text);
      expect(wholes()).toBe(1);
      expect(fleetDigest(fleet)).toBe(fleetDigest(readWhole(text)));
      expect(canonicalJson(fleet)).toBe(text);
      const [from, to] = [Math.min(...places, COUNT), Math.max(...places, -1)];
      fleet.spec.clusters.forEach((cluster, index) => {
        if (index < from || index > to) expect(cluster).toBe(first.spec.clusters[index]);
      });
      expect(fleet.spec.supervisors).toBe(first.spec.supervisors);
    },
  );

  it('that is not canonical is read as a whole, and forgets nothing', () => {
    const { read, wholes } = reader();
    read(before);
    read(textOf(() => '1.1', {}, 1));
    expect(wholes()).toBe(2);
    read(changedAt(7));
    expect(wholes()).toBe(2);
  });
});
