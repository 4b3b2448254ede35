import { SourceFailure } from '@lockstep/fleet/scans';
import { namedWorld, type ServedWorld, serveWorld, type ServeOptions, type World } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import {
  faultsIn,
  type OpenSupervisor,
  openSupervisor,
  reportsOf,
  sightingOf,
  sightingsIn,
} from '../../../test/kubernetes/open-supervisor.js';

const NOON = '2026-11-23T12:00:00.000Z';
const now = () => NOON;
/** Of `skewed`, in the middle of its roll. */
const ROLLING = 'sup-fra-1/fra/payments-cards';

let served: ServedWorld;
afterEach(() => served.close());

const serve = async (world: World, options: ServeOptions = {}) => {
  served = await serveWorld(world, { now: () => Date.parse(NOON), ...options });
};
async function look(supervisor: string, options: OpenSupervisor = {}) {
  const source = openSupervisor(served, supervisor, { now, ...options });
  try {
    return await reportsOf(source.look(AbortSignal.timeout(30_000)));
  } finally {
    await source.close();
  }
}
const strike = (request: RegExp, fault: Parameters<ServedWorld['faults']['add']>[0]['fault'], times?: number) =>
  served.faults.add({ request, fault, times });

describe('a look at a Supervisor', () => {
  it('sees each cluster as it is, of every CNI and of every age', async () => {
    const world = namedWorld('two-sites');
    await serve(world);
    for (const { id: supervisor, versions } of world.all('supervisor')) {
      const reports = await look(supervisor);
      expect(faultsIn(reports)).toEqual([]);
      expect(sightingOf(reports, supervisor)).toMatchObject({ versions: { vks: versions['vks'] }, mixed: { vks: [] } });
      const clusters = world.all('cluster').filter((one) => one.supervisor === supervisor);
      expect(sightingsIn(reports)).toHaveLength(clusters.length + 1);
      for (const cluster of clusters)
        expect(sightingOf(reports, `${supervisor}/${cluster.namespace}/${cluster.name}`)).toMatchObject({
          uid: cluster.uid,
          nsxClusterId: cluster.adapter === 'enabled' ? cluster.nsxClusterId : null,
          placement: { supervisor, project: cluster.project, vpc: cluster.vpc },
          cni: { cni: cluster.cni, adapter: cluster.adapter },
          versions: { vkr: cluster.versions['vkr'] },
          labels: cluster.labels,
          nodes: { controlPlane: cluster.controlPlane, workers: cluster.pools.reduce((sum, { nodes }) => sum + nodes, 0) },
          mixed: { vkr: [] },
        });
    }
  });

  it('does not know the VPC of a cluster without account where the networking model has none', async () => {
    const world = namedWorld('two-sites');
    await serve(world);
    const withoutVpcs = (body: unknown) => ({
      ...(body as object),
      groups: (body as { groups: { name: string }[] }).groups.filter(({ name }) => name !== 'crd.nsx.vmware.com'),
    });
    strike(/^GET \/apis\/?$/, { kind: 'garble', with: withoutVpcs });
    const reports = await look('sup-fra-1');
    expect(faultsIn(reports)).toEqual([]);
    const { namespace, name } = world.get('cluster', 'fra/retail-shop');
    expect(sightingOf(reports, `sup-fra-1/${namespace}/${name}`).placement).toEqual({ supervisor: 'sup-fra-1' });
    expect(sightingOf(reports, 'sup-fra-1/fra/payments-cards').placement).toHaveProperty('vpc');
  });

  it('sees the same by both versions of the Cluster API', async () => {
    await serve(namedWorld('two-sites'), { clusterApi: ['v1beta1'] });
    const older = await look('sup-muc-1');
    expect(served.requests.map(({ path }) => path)).toContain('/apis/cluster.x-k8s.io/v1beta1/clusters');
    await served.close();
    await serve(namedWorld('two-sites'), { clusterApi: ['v1beta1', 'v1beta2'] });
    expect(await look('sup-muc-1')).toEqual(older);
    expect(served.requests.map(({ path }) => path)).toContain('/apis/cluster.x-k8s.io/v1beta2/clusters');
  });

  it('follows a roll from its first Machine to its last', async () => {
    const world = namedWorld('tiny');
    await serve(world);
    const [from, to] = ['v1.32.10+vmware.1-fips-vkr.2', 'v1.33.6+vmware.1-fips-vkr.2'];
    world.startHop({ component: 'vkr', subjects: ['shop/batch'], from, to });
    const seen: Record<string, number>[] = [];
    for (let at: number | null = world.now; at !== null; at = world.nextAt()) {
      world.advance(at);
      const { versions, mixed } = sightingOf(await look('sup-1'), 'sup-1/shop/batch');
      const nodes: Record<string, number> = { [from]: 0, [to]: 0 };
      for (const part of mixed!['vkr']!) nodes[part.version]! += part.nodes;
      seen.push(nodes);
      // The label names where it goes from the start.
      expect(versions).toHaveProperty('vkr', to);
    }
    const old = seen.map((nodes) => nodes[from]!);
    expect(old[0]).toBe(4);
    expect(old.at(-1)).toBe(0);
    expect(old).toEqual([...old].sort((a, b) => b - a));
    expect(seen.at(-1)).toEqual({ [from]: 0, [to]: 0 });
    for (const nodes of seen.slice(0, -1)) if (nodes[from]! > 0) expect(nodes[from]! + nodes[to]!).toBe(4);
  });

  it('sees the same page by page, and when pages expire under way', async () => {
    await serve(namedWorld('skewed'));
    const whole = await look('sup-fra-1');
    expect(sightingOf(whole, ROLLING).mixed!['vkr']).not.toEqual([]);
    const pages = { settings: { limits: { pageSize: 1 } } };
    expect(await look('sup-fra-1', pages)).toEqual(whole);
    for (const plural of ['clusters', 'machines', 'kubernetesreleases'])
      strike(new RegExp(`${plural}\\?.*continue=`), { kind: 'expire-continue' }, 2);
    expect(await look('sup-fra-1', pages)).toEqual(whole);
    // The first page is gone through when the second has expired, and holds Machines of the cluster that rolls.
    strike(/machines\?.*continue=/, { kind: 'expire-continue' }, 1);
    expect(await look('sup-fra-1', { settings: { limits: { pageSize: 12 } } })).toEqual(whole);
  });

  it('names the Kubernetes version of what rolls where two releases have the same', async () => {
    await serve(namedWorld('skewed'));
    type List = { items: { metadata: object; spec: { version: string } }[] };
    const twice = ({ items, ...list }: List) => ({
      ...list,
      items: items.flatMap((item) => [
        item,
        { ...item, metadata: { name: 'another' }, spec: { ...item.spec, version: item.spec.version.replace(/vkr.*/, 'vkr.99') } },
      ]),
    });
    strike(/\/kubernetesreleases\?/, { kind: 'garble', with: (body) => twice(body as List) });
    const { mixed } = sightingOf(await look('sup-fra-1'), ROLLING);
    expect(new Set(mixed!['vkr']!.map(({ version }) => version))).toEqual(
      new Set(['v1.32.10+vmware.1-fips', 'v1.33.6+vmware.1-fips-vkr.2']),
    );
  });

  it('gives up on a list that always expires', async () => {
    await serve(namedWorld('two-sites'));
    strike(/\/clusters\?.*continue=/, { kind: 'expire-continue' });
    await expect(look('sup-fra-1', { settings: { limits: { pageSize: 1 } } })).rejects.toMatchObject({
      fault: { code: 'server-error', place: 'GET /apis/cluster.x-k8s.io/v1beta1/clusters' },
      retryable: true,
    });
  });

  it('does not take a list that is gone after its first page for a whole one', async () => {
    await serve(namedWorld('two-sites'));
    strike(/\/clusters\?.*continue=/, { kind: 'status', status: 404 });
    await expect(look('sup-fra-1', { settings: { limits: { pageSize: 1 } } })).rejects.toMatchObject({
      fault: { code: 'server-error', place: 'GET /apis/cluster.x-k8s.io/v1beta1/clusters' },
      retryable: true,
    });
  });

  it('refuses a list that has no end', async () => {
    await serve(namedWorld('tiny'));
    let pages = 0;
    strike(/\/clusters\?/, {
      kind: 'garble',
      with: (body) => ({ ...(body as object), metadata: { continue: Buffer.from(`0 ${++pages}`).toString('base64url') }, items: [] }),
    });
    const limited = look('sup-1', { settings: { limits: { objects: 20 } } });
    await expect(limited).rejects.toMatchObject({ fault: { code: 'wrong-shape', detail: expect.stringContaining('more than 20') } });
    expect(pages).toBe(21);
  });

  it('waits when it is told how long, and sees all', async () => {
    await serve(namedWorld('tiny'));
    const whole = await look('sup-1');
    strike(/\/clusters\?/, { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 3);
    strike(/\/machines\?/, { kind: 'status', status: 503, headers: { 'retry-after': '0' } }, 1);
    expect(await look('sup-1')).toEqual(whole);
  });

  it('leaves a server alone that has no room for long', async () => {
    await serve(namedWorld('tiny'));
    strike(/\/clusters\?/, { kind: 'status', status: 429, headers: { 'retry-after': '600' } });
    await expect(look('sup-1')).rejects.toMatchObject({ fault: { code: 'rate-limited' }, retryable: true });
  });
});

describe('what a look cannot read', () => {
  it('is a fault of its kind, and the clusters are seen without it', async () => {
    await serve(namedWorld('tiny'));
    const whole = sightingOf(await look('sup-1'), 'sup-1/shop/checkout');
    strike(/\/(machines|antreaconfigs|nsxserviceaccounts)\?/, { kind: 'status', status: 403 });
    strike(/\/kubernetesreleases\?/, { kind: 'html' });
    const reports = await look('sup-1');
    expect(
      faultsIn(reports)
        .map(({ code, place }) => `${code} ${place}`)
        .sort(),
    ).toEqual([
      'not-authorized GET /apis/cluster.x-k8s.io/v1beta1/machines',
      'not-authorized GET /apis/cni.tanzu.vmware.com/v1alpha1/antreaconfigs',
      'not-authorized GET /apis/nsx.vmware.com/v1alpha1/nsxserviceaccounts',
      'unreadable-answer GET /apis/kubernetes.vmware.com/v1alpha1/kubernetesreleases',
    ]);
    const seen = sightingOf(reports, 'sup-1/shop/checkout');
    expect(seen).toMatchObject({ versions: whole.versions!, nodes: whole.nodes!, labels: whole.labels! });
    for (const unknown of ['cni', 'nsxClusterId']) expect(seen).not.toHaveProperty(unknown);
    expect(seen.placement).toEqual({ supervisor: 'sup-1' });
  });

  it('may be one object of one cluster, and is known of the others', async () => {
    await serve(namedWorld('tiny'));
    strike(
      /\/nsxserviceaccounts\?/,
      garbled('checkout-antrea', (account) => ({ ...account, status: { clusterID: 7 } })),
    );
    const reports = await look('sup-1');
    expect(faultsIn(reports)).toMatchObject([{ code: 'wrong-shape', place: 'NSXServiceAccount shop/checkout-antrea, /status/clusterID' }]);
    expect(sightingOf(reports, 'sup-1/shop/checkout')).not.toHaveProperty('nsxClusterId');
    expect(sightingOf(reports, 'sup-1/shop/batch')).toHaveProperty('nsxClusterId', expect.any(String));
  });

  it('may be one cluster: it is named, and the others go on', async () => {
    await serve(namedWorld('tiny'));
    strike(
      /\/clusters\?/,
      garbled('checkout', (cluster) => ({ ...cluster, spec: { topology: { controlPlane: { replicas: 'three' } } } })),
    );
    const reports = await look('sup-1');
    expect(faultsIn(reports)).toMatchObject([
      {
        code: 'wrong-shape',
        subject: { kind: 'cluster', id: 'sup-1/shop/checkout' },
        place: 'Cluster shop/checkout, /spec/topology/controlPlane/replicas',
      },
    ]);
    expect(sightingsIn(reports).map(({ subject }) => 'id' in subject && subject.id)).toEqual(['sup-1', 'sup-1/shop/batch']);
  });

  it('may be a cluster without a name: all others are told, and the look has failed, so that none counts as gone', async () => {
    await serve(namedWorld('tiny'));
    strike(
      /\/clusters\?/,
      garbled('checkout', (cluster) => ({ ...cluster, metadata: {} })),
    );
    const source = openSupervisor(served, 'sup-1', { now });
    const seen: unknown[] = [];
    const looking = (async () => {
      for await (const report of source.look(AbortSignal.timeout(30_000)))
        if (report.report === 'sighting') seen.push(report.sighting.subject);
    })();
    await expect(looking).rejects.toMatchObject({ fault: { code: 'wrong-shape', place: 'Cluster, /items/0, /metadata/name' } });
    expect(seen).toContainEqual({ kind: 'cluster', id: 'sup-1/shop/batch' });
    await source.close();
  });

  it.each([
    ['refused', { kind: 'status', status: 403 } as const, 'not-authorized'],
    ['not served', { kind: 'status', status: 404 } as const, 'wrong-shape'],
    ['no list', { kind: 'garble', with: () => ({ items: 'none' }) } as const, 'wrong-shape'],
  ])('ends it when it is the list of clusters that is %s', async (_, fault, code) => {
    await serve(namedWorld('tiny'));
    strike(/\/clusters\?/, fault);
    const end = await look('sup-1').catch((error: unknown) => error);
    expect(end).toBeInstanceOf(SourceFailure);
    expect((end as SourceFailure).fault.code).toBe(code);
  });

  it('may be objects that nobody would write, and nothing of them gets through', async () => {
    await serve(namedWorld('tiny'));
    const bell = String.fromCharCode(7);
    strike(
      /\/clusters\?/,
      garbled('checkout', (cluster) => ({
        ...cluster,
        metadata: {
          ...(cluster['metadata'] as object),
          labels: { [`a${bell}`]: 'x', long: 'x'.repeat(10_000), 'run.tanzu.vmware.com/tkr': 'v1.33 --' },
        },
      })),
    );
    const reports = await look('sup-1');
    const { labels, versions } = sightingOf(reports, 'sup-1/shop/checkout');
    expect(Object.keys(labels!)).toEqual(['lockstep/cluster-class']);
    expect(versions).toHaveProperty('vkr', 'unknown');
    expect(faultsIn(reports)).toMatchObject([{ code: 'unreadable-version' }]);
  });
});

describe('the version of a Supervisor', () => {
  it('is told by nobody here: the API server says which Kubernetes it is', async () => {
    await serve(namedWorld('tiny'));
    const reports = await look('sup-1');
    expect(faultsIn(reports)).toEqual([]);
    expect(sightingOf(reports, 'sup-1')).toMatchObject({ versions: { supervisor: 'unknown' }, kubernetes: 'v1.30.10+vmware.wcp.1' });
  });

  it('is left alone where not even Kubernetes can be read, and that is a fault', async () => {
    await serve(namedWorld('tiny'));
    strike(/\/version/, { kind: 'status', status: 403 });
    const reports = await look('sup-1');
    expect(sightingOf(reports, 'sup-1')).not.toHaveProperty('kubernetes');
    expect(faultsIn(reports)).toMatchObject([{ code: 'not-authorized', subject: { kind: 'supervisor', id: 'sup-1' } }]);
  });
});

describe('VKS', () => {
  it('is on its way while another version is asked for than is installed', async () => {
    const world = namedWorld('tiny');
    await serve(world);
    expect(world.startHop({ component: 'vks', subjects: ['sup-1'], from: '3.4.1+v1.33', to: '3.5.1+v1.34' })).toEqual({
      outcome: 'started',
    });
    expect(sightingOf(await look('sup-1'), 'sup-1')).toMatchObject({
      versions: { vks: '3.4.1+v1.33' },
      mixed: { vks: [{ version: '3.4.1+v1.33' }, { version: '3.5.1+v1.34' }] },
    });
  });

  it('is unknown where only a range is asked for', async () => {
    await serve(namedWorld('tiny'));
    const ranged = { spec: { packageRef: { versionSelection: { constraints: '>=3.4.0' } } }, status: {} };
    strike(/packageinstalls\/svc-tkg/, { kind: 'garble', with: (body) => ({ ...(body as object), ...ranged }) });
    const reports = await look('sup-1');
    expect(sightingOf(reports, 'sup-1').versions).toHaveProperty('vks', 'unknown');
    expect(faultsIn(reports)).toMatchObject([{ code: 'unreadable-version' }]);
  });

  it('is not gone because its package is not found where clusters are served', async () => {
    await serve(namedWorld('tiny'));
    strike(/packageinstalls\/svc-tkg/, { kind: 'status', status: 404 });
    const reports = await look('sup-1');
    expect(sightingOf(reports, 'sup-1').versions).toHaveProperty('vks', 'unknown');
    expect(faultsIn(reports)).toMatchObject([
      {
        ...{ code: 'unreadable-version', subject: { kind: 'supervisor', id: 'sup-1' } },
        place: 'PackageInstall vmware-system-supervisor-services/svc-tkg.vsphere.vmware.com',
      },
    ]);
  });
});

it('tells which Antrea each release brings, and where each Antrea may run', async () => {
  await serve(namedWorld('tiny'));
  const learned = (await look('sup-1')).flatMap((report) => (report.report === 'learned' ? [report.learned] : []));
  expect(learned).toContainEqual({
    ...{ fact: 'release', component: 'vkr', version: 'v1.35.6+vmware.2-vkr.3', bundle: { antrea: '2.5.2+vmware.2-tkg.1' } },
    place: 'KubernetesRelease v1.35.6---vmware.2-vkr.3, /spec/bootstrapPackages/0/name',
  });
  expect(learned).toContainEqual({
    ...{ fact: 'constraint', of: { component: 'antrea', version: '2.5.2+vmware.2-tkg.1' } },
    ...{ needs: { component: 'vkr', range: '>=1.35.0 <1.36.0' } },
    place: 'AddonRelease antrea.tanzu.vmware.com.2.5.2---vmware.2-tkg.1, /spec/kubernetesVersionConstraints',
  });
});

it('gives a cluster that was made again under its name another uid', async () => {
  const world = namedWorld('tiny');
  await serve(world);
  const before = sightingOf(await look('sup-1'), 'sup-1/shop/batch').uid;
  const { uid } = world.recreate('shop/batch');
  expect(sightingOf(await look('sup-1'), 'sup-1/shop/batch').uid).toBe(uid);
  expect(uid).not.toBe(before);
});

type KubeObject = Record<string, unknown>;

/** One object of a list, changed. */
function garbled(name: string, change: (object: KubeObject) => KubeObject) {
  const one = (object: KubeObject) => ((object['metadata'] as { name: string }).name === name ? change(object) : object);
  return {
    kind: 'garble',
    with: (body: unknown) => ({ ...(body as object), items: (body as { items: KubeObject[] }).items.map(one) }),
  } as const;
}
