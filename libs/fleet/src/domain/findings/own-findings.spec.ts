import { describe, expect, it } from 'vitest';
import { type FleetNode, unknownNode } from '../fleet-node.js';
import type { SignalName } from '../health/signal.js';
import { type Finding, severityOf } from './finding.js';
import { ownFindings } from './own-findings.js';
import { wordFinding } from './word-finding.js';

const cluster = (more: Partial<FleetNode>): FleetNode => ({ ...unknownNode('cluster', 'pay'), registered: true, ...more });
const failing = (...names: SignalName[]) => ({
  'sv-1': { signals: names.map((name) => ({ name, state: 'failed' as const, detail: null })), observedAt: '2020-01-01T00:00:00.000000Z' },
});
const told = (node: FleetNode) =>
  ownFindings(node, 'nsx').map((finding: Finding) => [severityOf(finding), wordFinding(finding, '2026-11-20')]);

describe('what is found about a node by itself', () => {
  it('is that its health fails, by the first layer alone, and the worst where NSX no longer sees its pods', () => {
    expect(told(cluster({ signals: failing('agents', 'subnets') }))).toEqual([
      ['high', 'Cluster pay is not healthy. Antrea and its adapter fail: agents (told by sv-1). NSX may no longer learn about its pods.'],
    ]);
    const [[severity]] = told(cluster({ signals: failing('subnets') })) as [[string, string]];
    expect(severity).toBe('medium');
  });

  it('is not that a layer is degraded or unknown', () => {
    const degraded = { 'sv-1': { signals: [{ name: 'agents', state: 'degraded', detail: null } as const], observedAt: '' } };
    expect(told(cluster({ signals: degraded }))).toEqual([]);
  });

  it('is that it rolls, once for each component, with what runs where', () => {
    const parts = [
      { part: 'EDGE', version: '9.0.1', nodes: 4 },
      { part: 'MP', version: '9.0.2', nodes: 3 },
    ];
    const node = { ...unknownNode('nsx-manager', 'fra'), registered: true, mixed: { nsx: parts, b: [] } };
    expect(told(node)[1]).toEqual(['medium', 'NSX manager fra runs several versions of nsx: EDGE 9.0.1 on 4, MP 9.0.2 on 3.']);
  });

  it('is all at once of one that is out of sight, rolls and fails, and nothing of one that is gone', () => {
    const node = cluster({
      lostSight: { source: 'sv-1', misses: 3, since: '' },
      signals: failing('network'),
      mixed: { antrea: [{ part: 'agent', version: '2.1', nodes: 1 }] },
    });
    expect(ownFindings(node, null).map(({ topic }) => topic.kind)).toEqual(['lost-sight', 'unhealthy', 'rolling']);
    expect(ownFindings({ ...node, decommissioned: true }, null)).toEqual([]);
    expect(ownFindings({ ...node, registered: false }, null).map(({ topic }) => topic.kind)).toEqual(['unregistered']);
  });
});
