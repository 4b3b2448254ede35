import { describe, expect, it } from 'vitest';
import { antreaAgentInfo, antreaControllerInfo, deployment, resourceDefinition } from '../shapes.js';
import { AgentCount, antreaVersions, controllerSignal } from './antrea-health.js';
import { seeInterworking } from './interworking.js';
import { serviceAccountSignal } from './service-account.js';
import { storedVersionsOf, storedVersionsSignal } from './stored-versions.js';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const beat = (minutes: number) => new Date(NOON - minutes * 60_000).toISOString();
const metadata = { name: 'any' };

describe('antrea-agents', () => {
  const HEALTHY = ['AgentHealthy', 'ControllerConnectionUp', 'OVSDBConnectionUp', 'OpenflowConnectionUp'];
  const agent = ({ version = 'v2.5.2', down = [] as string[], silent = 0 } = {}) =>
    antreaAgentInfo.parse({
      metadata,
      version,
      agentConditions: HEALTHY.map((type) => ({ type, status: down.includes(type) ? 'False' : 'True', lastHeartbeatTime: beat(silent) })),
    });
  const count = (...agents: ReturnType<typeof agent>[]) => {
    const counted = new AgentCount();
    for (const one of agents) counted.add(one, NOON);
    return counted;
  };

  it.each([
    ['ok', '2 of 2 healthy', [agent(), agent()], 2],
    ['degraded', '1 of 2 healthy; OpenflowConnectionUp not True on 1', [agent(), agent({ down: ['OpenflowConnectionUp'] })], 2],
    ['degraded', '1 of 2 healthy; no heartbeat from 1', [agent(), agent({ silent: 6 })], 2],
    ['ok', '1 of 1 healthy', [agent({ silent: 4 })], 1],
    ['failed', '0 of 1 healthy; AgentHealthy not True on 1', [agent({ down: ['AgentHealthy'] })], 1],
    ['degraded', '2 of 2 healthy; 1 connected to the controller', [agent(), agent()], 1],
    ['ok', '2 of 2 healthy', [agent(), agent()], null],
    ['unknown', 'no AntreaAgentInfo', [], 0],
  ] as const)('is %s: %s', (state, detail, agents, connected) => {
    expect(count(...agents).signal(connected)).toEqual({ name: 'antrea-agents', state, detail });
  });

  const telling = (agentConditions: object[]) => antreaAgentInfo.parse({ metadata, version: 'v2.5.2', agentConditions });
  it.each([
    ['unknown', '1 of 2 healthy; nothing told by 1', [agent(), telling([])]],
    ['unknown', '1 of 2 healthy; nothing told by 1', [agent(), telling([{ type: 'AgentHealthy', status: 'True' }])]],
    [
      'degraded',
      '1 of 3 healthy; AgentHealthy not True on 1; nothing told by 1',
      [agent(), agent({ down: ['AgentHealthy'] }), telling([])],
    ],
  ] as const)('is %s where agents give no condition or no heartbeat: %s', (state, detail, agents) => {
    expect(count(...agents).signal(null)).toEqual({ name: 'antrea-agents', state, detail });
  });

  it('misses the agents of nodes that have none, and knows a cluster that has all of them from one whose nodes nobody counted', () => {
    const two = count(agent(), agent());
    expect(two.signal(2, 3)).toEqual({ name: 'antrea-agents', state: 'degraded', detail: '2 of 2 healthy; fewer agents than the 3 nodes' });
    expect(two.signal(2, 2).state).toBe('ok');
    expect(two.signal(2, 1).state).toBe('ok');
    expect(two.signal(2, null).state).toBe('ok');
  });

  it('reads the same however long ago the last heartbeat was', () => {
    expect(count(agent({ silent: 7 })).signal(null)).toEqual(count(agent({ silent: 70 })).signal(null));
  });

  it('counts versions', () => {
    expect(count(agent(), agent({ version: 'v2.4.4' }), agent()).versions).toEqual(new Map([['2.5.2', 2], ['2.4.4', 1]])); // prettier-ignore
  });
});

describe('antrea-controller', () => {
  const controller = (conditions: object[]) => antreaControllerInfo.parse({ metadata, controllerConditions: conditions });
  const healthy = (status: string, minutes = 0) => controller([{ type: 'ControllerHealthy', status, lastHeartbeatTime: beat(minutes) }]);

  it.each([
    ['ok', healthy('True')],
    ['failed', healthy('False')],
    ['failed', healthy('Unknown')],
    ['failed', healthy('True', 6)],
    ['ok', healthy('True', 4)],
    ['unknown', controller([])],
    ['unknown', controller([{ type: 'ControllerHealthy', status: 'True' }])],
    ['unknown', null],
    ['unknown', undefined],
  ] as const)('is %s', (state, info) => expect(controllerSignal(info, NOON).state).toBe(state));
});

describe('the versions of Antrea', () => {
  const agents = (versions: Record<string, number>) => new Map(Object.entries(versions));

  it('are those of the package where what runs agrees with it', () => {
    expect(antreaVersions('2.5.2+vmware.2-tkg.1', 'v2.5.2', agents({ '2.5.2': 9 }))).toEqual({
      version: '2.5.2+vmware.2-tkg.1',
      mixed: [],
    });
  });

  it('say part by part what runs while the package is replaced', () => {
    expect(antreaVersions('2.6.2+vmware.1-tkg.1', 'v2.6.2', agents({ '2.6.2': 1, '2.5.2': 8 }))).toEqual({
      version: '2.6.2+vmware.1-tkg.1',
      mixed: [
        { part: 'agent', version: '2.5.2', nodes: 8 },
        { part: 'agent', version: '2.6.2+vmware.1-tkg.1', nodes: 1 },
        { part: 'controller', version: '2.6.2+vmware.1-tkg.1', nodes: 1 },
      ],
    });
  });

  it('are mixed while all that runs is still older than the package', () => {
    expect(antreaVersions('2.6.2+vmware.1-tkg.1', 'v2.5.2', agents({ '2.5.2': 1 })).mixed).toHaveLength(2);
  });

  it('are those of the controller without a package, and of nobody where agents differ without either', () => {
    expect(antreaVersions(null, 'v2.5.2-1a2b3c4', agents({ '2.5.2': 2 }))).toEqual({ version: '2.5.2', mixed: [] });
    expect(antreaVersions(null, null, agents({ '2.5.2': 2 }))).toEqual({ version: '2.5.2', mixed: [] });
    expect(antreaVersions(null, null, agents({ '2.5.2': 2, '2.4.4': 1 }))).toMatchObject({ version: null, mixed: [{}, {}] });
    expect(antreaVersions(null, null, agents({}))).toEqual({ version: null, mixed: [] });
  });
});

describe('the adapter', () => {
  const NAMES = ['election-runner', 'mp-adapter', 'tn-proxy', 'ccp-adapter'];
  const digest = `sha256:${'ab'.repeat(32)}`;
  const of = ({
    images = {} as Record<string, string>,
    names = NAMES,
    ready = 1,
    updated = 1,
    replicas = 1,
    pods = undefined as number | undefined,
    generations = {} as { generation?: number; observedGeneration?: number },
    image = 'r/interworking-debian:1.3.0',
  } = {}) =>
    deployment.parse({
      metadata: { ...metadata, generation: generations.generation },
      spec: { replicas, template: { spec: { containers: names.map((name) => ({ name, image: images[name] ?? image })) } } },
      status: {
        observedGeneration: generations.observedGeneration,
        replicas: pods ?? replicas,
        readyReplicas: ready,
        updatedReplicas: updated,
      },
    });

  it.each([
    ['1.3.0', 'ok', '1 of 1 pods ready', of()],
    ['1.3.0', 'failed', '0 of 1 pods ready', of({ ready: 0 })],
    ['1.3.0', 'failed', '0 of 0 pods ready', of({ replicas: 0, ready: 0, updated: 0 })],
    ['1.3.0', 'degraded', '1 of 1 pods ready; without tn-proxy', of({ names: NAMES.filter((name) => name !== 'tn-proxy') })],
    ['1.1.0+vmware.1', 'ok', '1 of 1 pods ready', of({ image: 'localhost:5000/vmware.io/antrea-interworking:1.1.0_vmware.1' })],
    ['1.5.1', 'ok', '1 of 1 pods ready', of({ image: `localhost:5000/vmware.io/antrea-interworking@${digest}` })],
    ['unknown', 'ok', '1 of 1 pods ready', of({ image: 'localhost:5000/vmware.io/antrea-interworking@sha256:00' })],
    ['unknown', 'failed', 'no Deployment of the adapter', null],
    ['unknown', 'unknown', 'the Deployment of the adapter could not be read', undefined],
  ] as const)('is %s and %s: %s', (version, state, detail, found) => {
    const seen = seeInterworking(found, { [digest]: '1.5.1' });
    expect(seen).toEqual({ version, mixed: [], signal: { name: 'adapter-deployment', state, detail } });
  });

  it('runs something unknown beside what it is to run, as long as pods are not updated', () => {
    const seen = seeInterworking(of({ image: 'r/interworking-debian:1.4.0', replicas: 2, ready: 2, updated: 1 }), {});
    expect(seen).toEqual({
      version: '1.4.0',
      mixed: [
        { part: 'pod', version: '1.4.0', nodes: 1 },
        { part: 'pod', version: 'unknown', nodes: 1 },
      ],
      signal: { name: 'adapter-deployment', state: 'degraded', detail: '2 of 2 pods ready; 1 of 2 pods updated' },
    });
    expect(seeInterworking(of({ updated: 0 }), {}).mixed).toEqual([{ part: 'pod', version: 'unknown', nodes: 1 }]);
  });

  it('runs something unknown while an older pod stands beside the updated one, or the new template has not been taken up', () => {
    const beside = seeInterworking(of({ pods: 2 }), {});
    expect(beside.mixed.map(({ version }) => version)).toEqual(['1.3.0', 'unknown']);
    expect(beside.signal).toMatchObject({ state: 'degraded', detail: '1 of 1 pods ready; older pods beside them' });
    const ahead = seeInterworking(of({ generations: { generation: 2, observedGeneration: 1 } }), {});
    expect(ahead.mixed.map(({ version }) => version)).toEqual(['unknown']);
    expect(seeInterworking(of({ generations: { generation: 2, observedGeneration: 2 } }), {}).mixed).toEqual([]);
  });

  it('runs nothing else where it has no pods', () => {
    expect(seeInterworking(of({ replicas: 0, ready: 0, updated: 0 }), {}).mixed).toEqual([]);
  });

  it('has no one version where its containers differ', () => {
    const seen = seeInterworking(of({ images: { 'mp-adapter': 'r/interworking-debian:1.1.0' } }), {});
    expect(seen.version).toBe('unknown');
    expect(seen.mixed.map(({ part, version }) => `${part} ${version}`)).toEqual([
      ...['ccp-adapter 1.3.0', 'election-runner 1.3.0', 'mp-adapter 1.1.0', 'tn-proxy 1.3.0'],
    ]);
    expect(seen.signal).toMatchObject({ state: 'degraded', detail: '1 of 1 pods ready; containers of several images' });
  });
});

describe('stored-versions', () => {
  const definition = (stored: string[], versions: Record<string, object>) =>
    storedVersionsOf(
      resourceDefinition.parse({
        metadata: { name: 'tiers.crd.antrea.io' },
        spec: { versions: Object.entries(versions).map(([name, fields]) => ({ name, served: true, storage: false, ...fields })) },
        status: { storedVersions: stored },
      }),
    );
  const state = (found: ReturnType<typeof definition>) => storedVersionsSignal({ definitions: 1, ...found }).state;

  it.each([
    ['ok', definition(['v1beta1'], { v1beta1: { storage: true } })],
    ['degraded', definition(['v1alpha1', 'v1beta1'], { v1alpha1: {}, v1beta1: { storage: true } })],
    ['degraded', definition(['v1alpha1'], { v1alpha1: { storage: true, deprecated: true } })],
    ['failed', definition(['v1alpha1', 'v1beta1'], { v1beta1: { storage: true } })],
    ['failed', definition(['v1alpha1'], { v1alpha1: { served: false }, v1beta1: { storage: true } })],
  ] as const)('is %s', (expected, found) => expect(state(found)).toBe(expected));

  it('names five and counts the others, in an order of its own', () => {
    const lost = ['g', 'b', 'c', 'd', 'e', 'f', 'a'];
    const text = storedVersionsSignal({ definitions: 7, lost, old: [] }).detail;
    expect(text).toBe('no longer served: a, b, c, d, e, 2 more');
  });

  it('is unknown where nothing could be read', () => {
    expect([undefined, { definitions: 0, lost: [], old: [] }].map((found) => storedVersionsSignal(found).state)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});

describe('service-account', () => {
  it.each([
    ['ok', { phase: 'realized', conditions: [{ type: 'Realized', status: 'True' }] }],
    ['degraded', { phase: 'inProgress', conditions: [] }],
    ['failed', { phase: 'failed', conditions: [{ type: 'Realized', status: 'False', reason: 'RealizationError' }] }],
    ['unknown', { phase: 'somethingNew', conditions: [] }],
    ['unknown', { conditions: [] }],
    ['failed', null],
    ['unknown', undefined],
  ] as const)('is %s', (state, account) => {
    const mutable = account && { ...account, conditions: [...account.conditions] };
    expect(serviceAccountSignal(mutable).state).toBe(state);
  });
});
