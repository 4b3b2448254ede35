import { describe, expect, it } from 'vitest';
import { type FleetNode, NOWHERE, unknownNode } from '../fleet-node.js';
import { decideSighting, type NamedSighting } from './decide-sighting.js';
import { hiddenNode } from './source-faults.js';

describe('the version of a Supervisor, which nothing that is scanned tells', () => {
  const subject = { kind: 'supervisor', id: 'sup-1' } as const;
  const recorded = (version: string): FleetNode => ({
    ...unknownNode('supervisor', 'sup-1'),
    ...{ registered: true, placement: { ...NOWHERE, nsxManager: 'nsx-1' }, versions: { supervisor: version } },
  });
  const sighting = (kubernetes?: string): NamedSighting => ({
    ...{ subject, observedAt: '2026-11-23T12:00:00Z', placement: { nsxManager: 'nsx-1' }, versions: { supervisor: 'unknown' } },
    ...(kubernetes !== undefined && { kubernetes }),
  });
  const decide = (version: string, kubernetes?: string) => decideSighting(recorded(version), [], sighting(kubernetes), 'k8s');

  it('stands as long as the API server is the same Kubernetes, or does not tell', () => {
    for (const kubernetes of ['v1.32.9+vmware.wcp.1', undefined])
      expect(decide('v1.32.9+vmware.2-fips-vsc9.0.2.0100', kubernetes)).toEqual({ outcome: 'told', changes: [], faults: [] });
  });

  it('is of the past when it is another one, and then the Supervisor counts as not looked at', () => {
    const { changes, faults } = decide('v1.31.6+vmware.3-fips-vsc9.0.1.0', 'v1.32.9+vmware.wcp.1');
    expect(changes).toEqual([]);
    expect(faults).toMatchObject([{ code: 'unreadable-version', subject, detail: expect.stringContaining('is of the past') }]);
    expect(faults.map(hiddenNode)).not.toContain(undefined);
  });

  it('is missed by nobody where it is not known', () => {
    expect(decide('unknown', 'v1.32.9+vmware.wcp.1').faults).toEqual([]);
  });
});
