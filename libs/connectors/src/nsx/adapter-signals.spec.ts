import { describe, expect, it } from 'vitest';
import { adapterSignals } from './adapter-signals.js';
import { networkSignal, realizedSignal } from './realization-signals.js';
import { type ControlPlaneStatus, controlPlaneStatus } from './shapes.js';

const condition = (condition_type: string, status = 'HEALTHY') => ({ condition_type, status, last_heartbeat_time: 1_795_300_000_000 });
const healthy = {
  parent_path: '/infra/sites/default/enforcement-points/default/cluster-control-planes/dev-ns-dev1',
  mp_adapter_status: { status: 'HEALTHY', conditions: [condition('MP_ADAPTER_HEALTHY'), condition('MP_CONNECTED')] },
  ccp_adapter_status: { status: 'HEALTHY', conditions: [condition('CCP_ADAPTER_HEALTHY'), condition('CCP_SESSION_STATE_UP')] },
  controller_status: { status: 'HEALTHY', connected_agent_num: 5, conditions: [condition('CONTROLLER_HEALTHY')] },
  agent_info: { healthy_agent_num: 5, degraded_agent_num: 0, failed_agent_num: 0 },
};
const told = (changes: object): Record<string, [state: string, detail: string | null]> => {
  const status: ControlPlaneStatus = controlPlaneStatus.parse({ ...healthy, ...changes });
  return Object.fromEntries(adapterSignals(status, '').map(({ name, state, detail }) => [name, [state, detail]]));
};

describe('signals of the adapter', () => {
  it('are all fine, and have nothing to add, where NSX says HEALTHY of everything', () => {
    expect(told({})).toEqual({
      'mp-adapter': ['ok', null],
      'ccp-adapter': ['ok', null],
      controller: ['ok', null],
      agents: ['ok', null],
      'ccp-session': ['ok', null],
      'mp-connection': ['ok', null],
    });
  });

  it('name the condition that failed', () => {
    const conditions = [condition('CCP_ADAPTER_HEALTHY'), condition('CCP_SESSION_STATE_UP', 'UNHEALTHY')];
    expect(told({ ccp_adapter_status: { status: 'FAILED', conditions } })).toMatchObject({
      'ccp-adapter': ['failed', 'FAILED, CCP_SESSION_STATE_UP'],
      'ccp-session': ['failed', 'CCP_SESSION_STATE_UP UNHEALTHY'],
      'mp-adapter': ['ok', null],
    });
  });

  it('say nothing without a heartbeat, whatever the conditions and counts of the last one were', () => {
    const silent = {
      mp_adapter_status: { ...healthy.mp_adapter_status, status: 'UNKNOWN' },
      ccp_adapter_status: { ...healthy.ccp_adapter_status, status: 'UNKNOWN' },
      controller_status: { status: 'UNKNOWN', conditions: [] },
    };
    expect(Object.values(told(silent)).map(([state]) => state)).toEqual(Array.from({ length: 6 }, () => 'unknown'));
  });

  it.each(['SOMETHING_NEW', '', null, undefined])('are unknown for the status %j, which nobody knows', (status) => {
    expect(told({ mp_adapter_status: { status, conditions: [] } })['mp-adapter']![0]).toBe('unknown');
    const conditions = [condition('MP_CONNECTED', status as string)];
    expect(told({ mp_adapter_status: { status: 'HEALTHY', conditions } })['mp-connection']![0]).toBe(
      status === undefined ? 'ok' : 'unknown',
    );
  });

  it('are unknown where a part or its condition is left out', () => {
    expect(told({ mp_adapter_status: undefined })).toMatchObject({
      'mp-adapter': ['unknown', 'no status'],
      'mp-connection': ['unknown', expect.any(String)],
    });
    expect(told({ ccp_adapter_status: { status: 'HEALTHY' } })['ccp-session']).toEqual(['unknown', 'CCP_SESSION_STATE_UP is not told']);
  });

  it.each([
    [{ healthy_agent_num: 5, degraded_agent_num: 0, failed_agent_num: 1 }, 'failed', '1 failed, 0 degraded'],
    [{ healthy_agent_num: '5', degraded_agent_num: '2', failed_agent_num: '0' }, 'degraded', '2 degraded'],
    [{ healthy_agent_num: 0, degraded_agent_num: 0, failed_agent_num: 0 }, 'unknown', 'no agent is counted'],
    [{ healthy_agent_num: 5 }, 'unknown', 'no agent is counted'],
    [undefined, 'unknown', 'no agent is counted'],
  ])('count the agents %j as %s', (agent_info, state, detail) => {
    expect(told({ agent_info })['agents']).toEqual([state, detail]);
  });

  it('are unknown, with the reason, for a cluster of which NSX has no status', () => {
    const signals = adapterSignals(undefined, 'NSX tells no status of it');
    expect(signals).toHaveLength(6);
    expect(new Set(signals.map(({ state, detail }) => `${state}; ${detail}`))).toEqual(new Set(['unknown; NSX tells no status of it']));
  });
});

describe('signals of what is realized', () => {
  it.each([
    [['REALIZED', 'REALIZED'], 'ok', null],
    [['REALIZED', 'ERROR', 'UNREALIZED'], 'failed', '1 in state ERROR'],
    [['REALIZED', 'UNREALIZED'], 'failed', '1 in state UNREALIZED'],
    [['REALIZED', 'UNAVAILABLE'], 'unknown', 'not told for all of the VPC'],
    [['REALIZED', null], 'unknown', 'not told for all of the VPC'],
    [[], 'unknown', 'not told for all of the VPC'],
    [undefined, 'unknown', 'why'],
  ])('are for entities %j %s', (states, state, detail) => {
    expect(realizedSignal(states, 'why')).toEqual({ name: 'realized-state', state, detail });
  });

  it.each([
    [{ status: 'HEALTHY', errors: 0 }, 'ok', null],
    [{ status: 'UNHEALTHY', errors: 2 }, 'failed', 'UNHEALTHY, errors: 2'],
    [{ status: 'DEGRADED', errors: 0 }, 'degraded', 'DEGRADED'],
    [{ status: 'NEW_WORD', errors: 0 }, 'unknown', 'NEW_WORD'],
    [undefined, 'unknown', 'why'],
  ])('are for the network %j %s', (cluster, state, detail) => {
    expect(networkSignal(cluster, 'why')).toEqual({ name: 'network', state, detail });
  });
});
