import { digestOf } from '@lockstep/kernel';
import { expect, it } from 'vitest';
import { fleetDigest } from './fleet-digest.js';
import { fleetSnapshot } from './fleet-snapshot.js';
import { API_VERSION } from './shared-fields.js';

const fleetAt = (takenAt?: string) =>
  fleetSnapshot.parse({
    apiVersion: API_VERSION,
    kind: 'FleetSnapshot',
    metadata: { name: 'a', ...(takenAt && { takenAt }) },
    spec: { nsxManagers: [{ id: 'n' }], clusters: [{ id: 'c', supervisor: 's' }] },
  });

it('a fleet is told by its spec and its time, not by its name', () => {
  const fleet = fleetAt('2026-11-20T06:00:00Z');
  expect(fleetDigest(fleet)).toBe(digestOf({ takenAt: '2026-11-20T06:00:00Z', spec: fleet.spec }));
  expect(fleetDigest({ ...fleet, metadata: { ...fleet.metadata, name: 'b' } })).toBe(fleetDigest(fleet));
  expect(fleetDigest(fleetAt())).toBe(digestOf({ takenAt: null, spec: fleet.spec }));
});

it('a copy that was changed has a digest of its own', () => {
  const fleet = fleetAt();
  const before = fleetDigest(fleet);
  expect(fleetDigest({ ...fleet, spec: { ...fleet.spec, clusters: [] } })).not.toBe(before);
});
