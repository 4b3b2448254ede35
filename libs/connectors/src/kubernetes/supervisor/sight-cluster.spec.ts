import { describe, expect, it } from 'vitest';
import { Found } from '../read-objects.js';
import { cluster, nsxServiceAccount } from '../shapes.js';
import type { AntreaSettings, Bootstrap, ClusterFacts, MachineCounts, ServiceAccount } from './cluster-facts.js';
import { sightCluster } from './sight-cluster.js';

const KEY = 'shop/checkout';
const found = <Value>(value?: Value, key = KEY) => new Found(new Map(value === undefined ? [] : [[key, value]]), new Set(), true);
const notRead = <Value>() => new Found<Value>(new Map(), new Set(), false);
const account = (status: object): ServiceAccount => nsxServiceAccount.parse({ metadata: { name: 'checkout-antrea' }, status }).status;

const nothing: ClusterFacts = {
  accounts: found<ServiceAccount>(),
  vpcs: { find: () => undefined },
  addons: found<AntreaSettings>(),
  antreaConfigs: found<AntreaSettings>(),
  bootstraps: found<Bootstrap>(),
  machines: found<MachineCounts>(),
  deprecatedClasses: found<boolean>(),
};
const antrea: Bootstrap = { package: { name: 'antrea', version: '2.2.0+vmware.1-tkg.1' }, config: null };
const cniRef = (name: string) => [{ name: 'bootstrapAddons', value: { cniRef: { name, namespace: 'vmware-system-vks-public' } } }];

function sight({ facts = {}, labels = {}, topology = {}, lookedInto = true, variables = [] as object[] } = {}) {
  const object = cluster.parse({
    metadata: {
      namespace: 'shop',
      name: 'checkout',
      uid: 'uid-1',
      labels: { 'run.tanzu.vmware.com/tkr': 'v1.35.6---vmware.2-vkr.3', ...labels },
    },
    spec: { topology: { version: 'v1.35', controlPlane: { replicas: 3 }, variables, ...topology } },
  });
  const view = { supervisor: 'sup-1', observedAt: '2026-11-23T12:00:00Z', releases: new Map(), lookedInto };
  return sightCluster(object, { ...nothing, ...facts }, view);
}

describe('the release', () => {
  it('is what the label says, whatever was asked for', () => expect(sight().sighting.versions).toEqual({ vkr: 'v1.35.6+vmware.2-vkr.3' }));

  it('is unknown without the label, and that is a fault of the cluster', () => {
    const { sighting, fault } = sight({ labels: { 'run.tanzu.vmware.com/tkr': '' } });
    expect(sighting.versions).toEqual({ vkr: 'unknown' });
    expect(sighting.mixed).toBeUndefined();
    expect(fault).toMatchObject({
      code: 'unreadable-version',
      subject: { kind: 'cluster', id: 'sup-1/shop/checkout' },
      place: 'Cluster shop/checkout, /metadata/labels/run.tanzu.vmware.com~1tkr',
    });
  });
});

describe('CNI and adapter', () => {
  const on: AntreaSettings = { adapter: true, version: '2.5.2+vmware.2-tkg.1' };
  const off: AntreaSettings = { adapter: false, version: null };
  const silent: AntreaSettings = { adapter: null, version: '2.5.2+vmware.2-tkg.1' };
  const realized = account({ phase: 'realized' });

  it.each([
    ['antrea, enabled', 'the AddonConfig', { variables: cniRef('antrea'), facts: { addons: found(on) } }],
    ['antrea, disabled', 'the AddonConfig', { variables: cniRef('antrea'), facts: { addons: found(off), accounts: found(realized) } }],
    ['antrea, enabled', 'the account, where the AddonConfig is silent', { facts: { addons: found(silent), accounts: found(realized) } }],
    ['antrea, disabled', 'the default', { variables: cniRef('antrea') }],
    ['calico, disabled', 'the variable', { variables: cniRef('calico'), facts: { accounts: found(realized) } }],
    ['cilium, disabled', 'the variable', { variables: cniRef('cilium') }],
    ['other, disabled', 'the variable', { variables: cniRef('kube-router') }],
    ['antrea, enabled', 'an AntreaConfig', { facts: { bootstraps: found(antrea), antreaConfigs: found(on, `${KEY}-antrea-package`) } }],
    [
      'antrea, enabled',
      'the AntreaConfig that the ClusterBootstrap names',
      { facts: { bootstraps: found({ ...antrea, config: 'mine' }), antreaConfigs: found(on, 'shop/mine') } },
    ],
    ['antrea, disabled', 'an AntreaConfig of the name of the cluster', { facts: { bootstraps: found(antrea), antreaConfigs: found(off) } }],
    [
      'calico, disabled',
      'the ClusterBootstrap',
      { facts: { bootstraps: found({ ...antrea, package: { name: 'calico', version: '3.31.5' } }) } },
    ],
  ])('are %s by %s', (expected, _, given) => {
    const { cni } = sight(given).sighting;
    expect(`${cni?.cni}, ${cni?.adapter}`).toBe(expected);
  });

  it.each([
    ['nothing tells of a CNI', {}],
    ['the AddonConfigs cannot be read', { variables: cniRef('antrea'), facts: { addons: notRead<AntreaSettings>() } }],
    ['the AntreaConfigs cannot be read', { facts: { bootstraps: found(antrea), antreaConfigs: notRead<AntreaSettings>() } }],
    ['nothing is set and the accounts cannot be read', { variables: cniRef('antrea'), facts: { accounts: notRead<ServiceAccount>() } }],
  ])('are left as they are known when %s', (_, given) => {
    const { sighting, reference } = sight(given);
    expect(sighting).not.toHaveProperty('cni');
    expect(sighting.versions).not.toHaveProperty('antrea-nsx-adapter');
    // To the safe side: an adapter is looked for.
    expect(reference).toMatchObject({ adapter: 'enabled' });
  });

  it('leave no version of what a cluster does not have', () => {
    expect(sight({ variables: cniRef('calico') }).sighting.versions).toMatchObject({ antrea: null, 'antrea-nsx-adapter': null });
    expect(sight({ facts: { addons: found(off) } }).sighting.versions).toMatchObject({ 'antrea-nsx-adapter': null });
  });

  it('tell the Antrea that is wanted only where nobody looks at what runs', () => {
    expect(sight({ facts: { addons: found(on) } }).sighting.versions).not.toHaveProperty('antrea');
    expect(sight({ facts: { addons: found(on) }, lookedInto: false }).sighting.versions).toHaveProperty('antrea', '2.5.2+vmware.2-tkg.1');
    const older = { bootstraps: found(antrea), antreaConfigs: found({ adapter: true, version: null }) };
    expect(sight({ facts: older, lookedInto: false }).sighting.versions).toHaveProperty('antrea', '2.2.0+vmware.1-tkg.1');
  });

  it('decide whether there is something to look into', () => {
    expect(sight({ variables: cniRef('calico') }).reference).toBeNull();
    expect(sight({ facts: { addons: found(on) }, lookedInto: false }).reference).toBeNull();
    expect(sight({ facts: { addons: found(off) } }).reference).toEqual({
      ...{ id: 'sup-1/shop/checkout', uid: 'uid-1', namespace: 'shop', name: 'checkout', adapter: 'disabled', nodes: 3 },
    });
  });
});

describe('identity and place', () => {
  it('come from the account of the adapter', () => {
    const accounts = found(account({ phase: 'realized', clusterID: 'id-in-nsx', vpcPath: '/orgs/default/projects/shop/vpcs/shop-prod' }));
    expect(sight({ facts: { accounts } }).sighting).toMatchObject({
      ...{ uid: 'uid-1', nsxClusterId: 'id-in-nsx', placement: { supervisor: 'sup-1', project: 'shop', vpc: 'shop-prod' } },
      signals: [{ name: 'service-account', state: 'ok' }],
    });
  });

  it('come from the namespace where no account tells', () => {
    const vpcs = { find: (namespace: string) => `/orgs/default/projects/of-${namespace}/vpcs/theirs` };
    const there = { supervisor: 'sup-1', project: 'of-shop', vpc: 'theirs' };
    expect(sight({ facts: { vpcs }, variables: cniRef('calico') }).sighting.placement).toEqual(there);
    expect(sight({ facts: { vpcs, accounts: found(account({ phase: 'inProgress' })) } }).sighting.placement).toEqual(there);
    const accounts = found(account({ vpcPath: '/orgs/default/projects/shop/vpcs/shop-prod' }));
    expect(sight({ facts: { vpcs, accounts } }).sighting.placement).toMatchObject({ project: 'shop', vpc: 'shop-prod' });
  });

  it('are none in NSX without an account, and not known when accounts cannot be read', () => {
    expect(sight().sighting.nsxClusterId).toBeNull();
    expect(sight({ facts: { accounts: notRead<ServiceAccount>() } }).sighting).not.toHaveProperty('nsxClusterId');
  });

  it.each(['', '/orgs/default/projects/shop', '/infra/vpcs/x', 'orgs/default/projects/a/vpcs/b'])('are not read out of %j', (vpcPath) => {
    expect(sight({ facts: { accounts: found(account({ vpcPath })) } }).sighting.placement).toEqual({ supervisor: 'sup-1' });
  });
});

describe('the account of the adapter', () => {
  const signals = (given: object) => sight(given).sighting.signals!.map(({ state }) => state);

  it('must be there where an adapter is, is not missed where there is none, and says nothing where that is not known', () => {
    expect(signals({ facts: { addons: found({ adapter: true, version: null }) } })).toEqual(['failed']);
    expect(signals({ facts: { addons: found({ adapter: false, version: null }) } })).toEqual([]);
    expect(signals({})).toEqual(['unknown']);
  });
});

describe('labels', () => {
  it('are those that people gave, and the cluster class', () => {
    const labels = {
      ...{ env: 'prod', 'example.com/tier': '1', 'notkubernetes.io/kept': '' },
      ...{ 'cluster.x-k8s.io/cluster-name': 'checkout', 'topology.cluster.x-k8s.io/owned': '', 'kubernetes.vmware.com/x': '1' },
      ...{ 'app.kubernetes.io/name': 'x', 'kapp.k14s.io/app': '1' },
    };
    const deprecatedClasses = new Found(new Map([['builtin-generic-v3.4.0', true]]), new Set(), true);
    const topology = { class: 'builtin-generic-v3.4.0' };
    expect(sight({ labels, topology, facts: { deprecatedClasses } }).sighting.labels).toEqual({
      ...{ env: 'prod', 'example.com/tier': '1', 'notkubernetes.io/kept': '' },
      ...{ 'lockstep/cluster-class': 'builtin-generic-v3.4.0', 'lockstep/cluster-class-deprecated': 'true' },
    });
    const newer = sight({ topology: { classRef: { name: 'builtin-generic-v3.7.0' } }, facts: { deprecatedClasses } });
    expect(newer.sighting.labels).toEqual({ 'lockstep/cluster-class': 'builtin-generic-v3.7.0' });
  });
});

describe('nodes', () => {
  const pools = (...replicas: (number | undefined)[]) => ({
    workers: { machineDeployments: replicas.map((count, index) => ({ name: `np${index}`, replicas: count })) },
  });
  const machines = found<MachineCounts>(new Map([['np1', new Map([['v1.35.6+vmware.2', 4]])]]));

  it('are those that the topology asks for', () => {
    expect(sight({ topology: pools(2, 5) }).sighting.nodes).toEqual({ controlPlane: 3, workers: 7 });
    expect(sight().sighting.nodes).toEqual({ controlPlane: 3, workers: 0 });
  });

  it('are counted in a pool that is scaled automatically', () => {
    expect(sight({ topology: pools(2, undefined), facts: { machines } }).sighting.nodes).toEqual({ controlPlane: 3, workers: 6 });
  });

  it('are not known when such a pool cannot be counted', () => {
    expect(sight({ topology: pools(undefined), facts: { machines: notRead<MachineCounts>() } }).sighting).not.toHaveProperty('nodes');
  });
});
