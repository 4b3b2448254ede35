import type { ClusterReference } from '@lockstep/fleet/domain';
import { type ClusterNode, namedWorld, type ServedWorld, serveWorld, type ServeOptions, type World } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { faultsIn, type OpenSupervisor, openSupervisor, reportsOf, sightingsIn } from '../../../test/kubernetes/open-supervisor.js';

const NOON = '2026-11-23T12:00:00.000Z';
const ID = 'sup-1/shop/checkout';
const reference: ClusterReference = { id: ID, uid: 'uid', namespace: 'shop', name: 'checkout', adapter: 'enabled', nodes: 9 };
const INSIDE = 'cluster shop/checkout';

let served: ServedWorld;
afterEach(() => served.close());

const serve = async (world: World, options: ServeOptions = {}) => {
  served = await serveWorld(world, { now: () => Date.parse(NOON), ...options });
};
async function lookInto(cluster: Partial<ClusterReference> = {}, options: OpenSupervisor = {}) {
  const source = openSupervisor(served, 'sup-1', { now: () => NOON, ...options });
  try {
    return await reportsOf(source.lookInto!({ ...reference, ...cluster }, AbortSignal.timeout(30_000)));
  } finally {
    await source.close();
  }
}
const sighted = async (...given: Parameters<typeof lookInto>) => sightingsIn(await lookInto(...given))[0]!;
const signalsOf = ({ signals }: Awaited<ReturnType<typeof sighted>>) =>
  Object.fromEntries(signals!.map(({ name, state, detail }) => [name, detail === null ? state : `${state}: ${detail}`]));

describe('a look into a cluster', () => {
  it('sees the Antrea and the adapter that run there', async () => {
    await serve(namedWorld('tiny'));
    const reports = await lookInto();
    expect(reports).toHaveLength(1);
    expect(sightingsIn(reports)[0]).toMatchObject({
      ...{ subject: { kind: 'cluster', id: ID }, uid: 'uid', observedAt: NOON },
      versions: { antrea: '2.3.1+vmware.2-tkg.1', 'antrea-nsx-adapter': '1.3.0' },
      mixed: { antrea: [], 'antrea-nsx-adapter': [] },
    });
    expect(signalsOf(sightingsIn(reports)[0]!)).toEqual({
      ...{ 'antrea-controller': 'ok: ControllerHealthy', 'antrea-agents': 'ok: 9 of 9 healthy' },
      ...{ 'adapter-deployment': 'ok: 1 of 1 pods ready', 'stored-versions': 'ok' },
    });
  });

  it('does not look for an adapter that is off', async () => {
    await serve(namedWorld('tiny'));
    const seen = await sighted({ adapter: 'disabled' });
    expect(seen.versions).not.toHaveProperty('antrea-nsx-adapter');
    expect(Object.keys(signalsOf(seen))).toEqual(['antrea-controller', 'antrea-agents', 'stored-versions']);
    expect(served.requests.map(({ path }) => path).join()).not.toContain('deployments');
  });

  it.each([
    ['adapter-crash', 'adapter-deployment', /^failed: 0 of 1 pods ready/],
    ['agents-failing', 'antrea-agents', /^(degraded|failed): .*not True on/],
    ['controller-failing', 'antrea-controller', /^failed: ControllerHealthy False/],
    ['stored-versions', 'stored-versions', /^(degraded|failed): .*crd\.antrea\.io v1alpha/],
  ] as const)('sees %s in %s, and nothing amiss elsewhere', async (trouble, name, expected) => {
    const world = namedWorld('tiny');
    world.trouble('cluster', 'shop/checkout', trouble);
    await serve(world);
    const { [name]: told, ...others } = signalsOf(await sighted());
    expect(told).toMatch(expected);
    expect(Object.values(others).filter((other) => !other.startsWith('ok'))).toEqual([]);
  });

  it('sees old and new agents side by side while Antrea is replaced', async () => {
    const world = namedWorld('tiny');
    await serve(world);
    world.startHop({ component: 'vkr', subjects: ['shop/checkout'], from: 'v1.33.6+vmware.1-fips-vkr.2', to: 'v1.34.2+vmware.2-vkr.2' });
    const seen = new Set<string>();
    for (let at = world.nextAt(); at !== null; at = world.nextAt()) {
      world.advance(at);
      const { versions, mixed } = await sighted();
      const running = mixed!['antrea']!.map(({ version }) => version);
      seen.add([...new Set(running)].join(' and '));
      if (running.length === 0) seen.add(`all ${versions!['antrea']}`);
    }
    expect([...seen]).toContain('2.3.1 and 2.4.2+vmware.1-tkg.1');
    expect([...seen].at(-1)).toBe('all 2.4.2+vmware.1-tkg.1');
  });

  it('counts ten thousand agents page by page', async () => {
    const world = namedWorld('tiny');
    world.replace<ClusterNode>('cluster', 'shop/checkout', 'grows', (cluster) => ({ ...cluster, pools: [{ name: 'np', nodes: 9_997 }] }));
    await serve(world);
    const seen = await sighted({}, { settings: { limits: { pageSize: 1000 } } });
    expect(signalsOf(seen)['antrea-agents']).toBe('ok: 10000 of 10000 healthy');
    expect(served.requests.filter(({ path }) => path.endsWith('/antreaagentinfos'))).toHaveLength(10);
  });

  it('misses agents of nodes that have none', async () => {
    await serve(namedWorld('tiny'));
    expect(signalsOf(await sighted({ nodes: 10 }))['antrea-agents']).toBe('degraded: 9 of 9 healthy; fewer agents than the 10 nodes');
  });

  it('counts agents anew when a page has expired', async () => {
    await serve(namedWorld('tiny'));
    served.faults.add({ server: INSIDE, request: /antreaagentinfos\?.*continue=/, times: 2, fault: { kind: 'expire-continue' } });
    const seen = await sighted({}, { settings: { limits: { pageSize: 2 } } });
    expect(signalsOf(seen)['antrea-agents']).toBe('ok: 9 of 9 healthy');
  });

  it('judges heartbeats by the clock of the cluster, and finds that clock', async () => {
    await serve(namedWorld('tiny'));
    served.faults.add({ server: INSIDE, fault: { kind: 'skew', milliseconds: 3_600_000 } });
    const reports = await lookInto();
    expect(faultsIn(reports)).toMatchObject([{ code: 'clock-skew', subject: { kind: 'cluster', id: ID } }]);
    expect(signalsOf(sightingsIn(reports)[0]!)).toMatchObject({ 'antrea-agents': 'ok: 9 of 9 healthy' });
  });

  it('does not take the numbers of what runs for the version of a package that it may not read', async () => {
    await serve(namedWorld('tiny'));
    served.faults.add({ server: INSIDE, request: /packageinstalls/, fault: { kind: 'status', status: 403 } });
    const { versions, mixed } = sightingsIn(await lookInto())[0]!;
    expect(versions).not.toHaveProperty('antrea');
    expect(mixed).not.toHaveProperty('antrea');
  });

  it('leaves out what it may not read, and says so', async () => {
    await serve(namedWorld('tiny'));
    served.faults.add({
      server: INSIDE,
      request: /(antreaagentinfos|customresourcedefinitions|packageinstalls)/,
      fault: { kind: 'status', status: 403 },
    });
    const reports = await lookInto();
    expect(faultsIn(reports).map(({ code, subject }) => `${code} ${subject?.id}`)).toEqual(Array(3).fill(`not-authorized ${ID}`));
    const [seen] = sightingsIn(reports);
    expect(seen!.versions).toEqual({ 'antrea-nsx-adapter': '1.3.0' });
    expect(seen!.mixed).not.toHaveProperty('antrea');
    expect(signalsOf(seen!)).toMatchObject({
      'antrea-agents': 'unknown: AntreaAgentInfo could not be read',
      'stored-versions': 'unknown: resource definitions could not be read',
    });
  });
});

describe('the way into a cluster', () => {
  const failure = async (...given: Parameters<typeof lookInto>) =>
    lookInto(...given).then(
      () => undefined,
      (error: { name: string; fault: object; retryable: boolean }) => ({ name: error.name, ...error.fault, retryable: error.retryable }),
    );
  const subject = { kind: 'cluster', id: ID };

  it('is not there when the cluster is gone', async () => {
    await serve(namedWorld('tiny'), { tls: 'own' });
    expect(await failure({ name: 'nobody' })).toMatchObject({
      name: 'SourceFailure',
      code: 'unreachable',
      place: 'Secret shop/nobody-kubeconfig, /data/value',
    });
  });

  it('fails when nobody listens there', async () => {
    await serve(namedWorld('tiny'), { tls: 'own' });
    await served.cutOff('shop/checkout');
    expect(await failure()).toMatchObject({ name: 'SourceFailure', code: 'unreachable', subject, retryable: true });
  });

  it('is verified by the authority in the kubeconfig, whatever the Supervisor may show', async () => {
    await serve(namedWorld('tiny'), { tls: 'own' });
    served.faults.add(kubeconfigFault((config) => void delete config.clusters[0]!.cluster['certificate-authority-data']));
    expect(await failure({}, { settings: { tls: 'not-verified' } })).toMatchObject({ code: 'certificate-untrusted', subject });
  });

  it('goes by the Secret that the settings name', async () => {
    await serve(namedWorld('tiny'), { tls: 'own' });
    expect(await failure({}, { settings: { kubeconfigSecret: '{cluster}-lockstep' } })).toMatchObject({
      place: 'Secret shop/checkout-lockstep, /data/value',
    });
  });

  it.each([
    ['a command', (config: Kubeconfig) => void (config.users[0]!.user = { exec: { command: 'false' } }), 'wrong-shape'],
    [
      'the metadata of a cloud',
      (config: Kubeconfig) => void (config.clusters[0]!.cluster['server'] = 'https://169.254.169.254'),
      'address-refused',
    ],
    [
      'a network of others',
      (config: Kubeconfig) => void (config.clusters[0]!.cluster['server'] = 'https://10.1.2.3:6443'),
      'address-refused',
    ],
    ['plain http', (config: Kubeconfig) => void (config.clusters[0]!.cluster['server'] = 'http://10.1.2.3:6443'), 'address-refused'],
    ['something that is no address', (config: Kubeconfig) => void (config.clusters[0]!.cluster['server'] = 'here'), 'wrong-shape'],
  ])('does not lead to %s', async (_, change, code) => {
    await serve(namedWorld('tiny'), { tls: 'own' });
    served.faults.add(kubeconfigFault(change));
    expect(await failure()).toMatchObject({ name: 'SourceFailure', code, subject, retryable: false });
  });

  it('is closed where the settings say so', async () => {
    await serve(namedWorld('tiny'));
    const source = openSupervisor(served, 'sup-1', { settings: { guestClusters: 'skip' } });
    expect(source.lookInto).toBeUndefined();
    const reports = await reportsOf(source.look(AbortSignal.timeout(30_000)));
    expect(reports.map(({ report }) => report)).not.toContain('cluster');
    await source.close();
  });
});

interface Kubeconfig {
  clusters: { cluster: Record<string, unknown> }[];
  users: { user: object }[];
}

/** Changes the kubeconfig on its way from the Supervisor. */
function kubeconfigFault(change: (config: Kubeconfig) => void) {
  const garble = (body: unknown) => {
    const { data } = body as { data: { value: string } };
    const config = parse(Buffer.from(data.value, 'base64').toString()) as Kubeconfig;
    change(config);
    return { ...(body as object), data: { value: Buffer.from(stringify(config)).toString('base64') } };
  };
  return { request: /secrets\//, fault: { kind: 'garble', with: garble } } as const;
}
