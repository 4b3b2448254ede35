import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveWorld, type ServedWorld } from '../serve/serve-world.js';
import type { World } from '../world/world.js';
import { largeWorld } from '../worlds/large-world.js';
import { rbacAuthorizer } from './authorizer.js';

const CLUSTERS = '/apis/cluster.x-k8s.io/v1beta2/clusters';

let world: World;
let served: ServedWorld;
beforeAll(async () => {
  world = largeWorld({ clusters: 25, supervisors: 2 });
  served = await serveWorld(world);
});
afterAll(() => served.close());
beforeEach(() => served.faults.clear());

async function ask(path: string, init: RequestInit = {}, from = served): Promise<{ status: number; body: any; headers: Headers }> {
  const { url, token } = from.supervisors['sup-1']!;
  const response = await fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

describe('the API server of a Supervisor', () => {
  it('hands out every object once, page by page', async () => {
    const names: string[] = [];
    for (let token = ''; ;) {
      const { body } = await ask(`${CLUSTERS}?limit=4&continue=${token}`);
      expect(body.items.length).toBeLessThanOrEqual(4);
      names.push(...body.items.map(({ metadata }: any) => `${metadata.namespace}/${metadata.name}`));
      token = body.metadata.continue ?? '';
      if (token === '') break;
    }
    const own = world.all('cluster').filter(({ supervisor }) => supervisor === 'sup-1');
    expect(names).toEqual(own.map(({ namespace, name }) => `${namespace}/${name}`));
  });

  it('answers 410 to a continue token that has expired, and goes on with a new list', async () => {
    const first = await ask(`${CLUSTERS}?limit=4`);
    served.faults.add({ request: /continue=/, times: 1, fault: { kind: 'expire-continue' } });
    const again = await ask(`${CLUSTERS}?limit=4&continue=${first.body.metadata.continue}`);
    expect(again).toMatchObject({ status: 410, body: { kind: 'Status', reason: 'Expired' } });
    expect(await ask(`${CLUSTERS}?limit=4`)).toMatchObject({ status: 200 });
  });

  it('answers 409 to a name that is taken and to a state that has moved on', async () => {
    const taken = world.all('cluster').find(({ supervisor }) => supervisor === 'sup-1')!;
    const path = `/apis/cluster.x-k8s.io/v1beta2/namespaces/${taken.namespace}/clusters`;
    const body = JSON.stringify({ metadata: { name: taken.name, resourceVersion: '-1' } });
    expect(await ask(path, { method: 'POST', body })).toMatchObject({ status: 409, body: { reason: 'AlreadyExists' } });
    expect(await ask(`${path}/${taken.name}`, { method: 'PUT', body })).toMatchObject({ status: 409, body: { reason: 'Conflict' } });
  });

  it.each([
    ['a token that is not its own', '/version', { headers: { authorization: 'Bearer no' } }, 401],
    ['an object that is not there', `/apis/cluster.x-k8s.io/v1beta2/namespaces/x/clusters/y`, {}, 404],
    ['a group that it does not serve', '/apis/example.com/v1/things', {}, 404],
    ['a continue token that it never gave', `${CLUSTERS}?continue=Zm9v`, {}, 400],
    ['a selector that nobody can read', `${CLUSTERS}?labelSelector=%3D%3D`, {}, 400],
    ['a deletion', `/apis/cluster.x-k8s.io/v1beta2/namespaces/x/clusters/y`, { method: 'DELETE' }, 405],
  ])('refuses %s', async (_, path, init, status) => {
    expect(await ask(path, init)).toMatchObject({ status, body: { kind: 'Status', code: status } });
  });

  it('selects by labels', async () => {
    const { body } = await ask(`${CLUSTERS}?labelSelector=${encodeURIComponent('env in (prod,stage),env!=stage')}`);
    const prod = world.all('cluster').filter(({ supervisor, labels }) => supervisor === 'sup-1' && labels['env'] === 'prod');
    expect(body.items.map(({ metadata }: any) => metadata.name)).toEqual(prod.map(({ name }) => name));
  });

  it('lists both versions of the Cluster API from VKS 3.5 on, and shapes objects by the one that is asked for', async () => {
    const { body } = await ask('/apis/cluster.x-k8s.io');
    expect(body.versions.map(({ version }: any) => version)).toEqual(['v1beta2', 'v1beta1']);
    const [older, newer] = await Promise.all(
      ['v1beta1', 'v1beta2'].map((version) => ask(`/apis/cluster.x-k8s.io/${version}/clusters?limit=1`)),
    );
    expect(older!.body.items[0].spec.topology).toHaveProperty('class');
    expect(newer!.body.items[0].spec.topology).toHaveProperty('classRef.name');
  });

  it('serves only the versions of the Cluster API that it is told to', async () => {
    const old = await serveWorld(world, { clusterApi: ['v1beta1'] });
    expect(await ask(CLUSTERS, {}, old)).toMatchObject({ status: 404 });
    await old.close();
  });

  it('tells of what is there and of what changes to whoever watches', async () => {
    const { url, token } = served.supervisors['sup-1']!;
    const stop = new AbortController();
    const path = `${url}/apis/nsx.vmware.com/v1alpha1/nsxserviceaccounts?watch=true`;
    const response = await fetch(path, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal });
    const own = world.all('cluster').filter(({ supervisor }) => supervisor === 'sup-1');
    const events: any[] = [];
    let text = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const lines = text.split('\n');
      text = lines.pop()!;
      events.push(...lines.map((line) => JSON.parse(line)));
      if (events.length === own.length) world.trouble('cluster', own[3]!.id, 'unrealized-account');
      if (events.length > own.length) break;
    }
    stop.abort();
    expect(events.slice(0, own.length).every(({ type }) => type === 'ADDED')).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: 'MODIFIED',
      object: { metadata: { name: `${own[3]!.name}-antrea` }, status: { phase: 'failed' } },
    });
  });

  it('lets an account do what its manifests say, and nothing else', async () => {
    const manifests = [
      {
        kind: 'ClusterRole',
        metadata: { name: 'scan' },
        rules: [{ apiGroups: ['cluster.x-k8s.io'], resources: ['clusters'], verbs: ['list'] }],
      },
      { kind: 'ClusterRoleBinding', metadata: { name: 'scan' }, roleRef: { kind: 'ClusterRole', name: 'scan' } },
      {
        kind: 'Role',
        metadata: { name: 'one', namespace: 'team-1' },
        rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['app-1-kubeconfig'], verbs: ['get'] }],
      },
      { kind: 'RoleBinding', metadata: { name: 'one', namespace: 'team-1' }, roleRef: { kind: 'Role', name: 'one' } },
    ];
    const guarded = await serveWorld(world, { supervisorRights: rbacAuthorizer(manifests) });
    const status = async (path: string) => (await ask(path, {}, guarded)).status;
    expect(await status('/version')).toBe(200);
    expect(await status(CLUSTERS)).toBe(200);
    expect(await status('/api/v1/namespaces/team-1/secrets/app-1-kubeconfig')).toBe(200);
    expect(await status('/api/v1/namespaces/team-1/secrets/app-3-kubeconfig')).toBe(403);
    expect(await status('/api/v1/namespaces/team-1/secrets')).toBe(403);
    expect(await status('/apis/cluster.x-k8s.io/v1beta2/namespaces/team-1/clusters/app-1')).toBe(403);
    await guarded.close();
  });
});

describe('faults of the wire', () => {
  it.each([
    ['html', { kind: 'html' }, 'text/html'],
    ['half', { kind: 'half' }, 'application/json'],
  ] as const)('spoils an answer as %s, as often as it is told to', async (_, fault, type) => {
    served.faults.add({ server: 'supervisor sup-1', request: /clusters/, times: 1, fault });
    const { url, token } = served.supervisors['sup-1']!;
    const get = () => fetch(`${url}${CLUSTERS}`, { headers: { authorization: `Bearer ${token}` } });
    const spoiled = await get();
    expect(spoiled.headers.get('content-type')).toBe(type);
    await expect(spoiled.json()).rejects.toThrow(SyntaxError);
    await expect((await get()).json()).resolves.toHaveProperty('items');
  });

  it('sets the clock of a server wrong', async () => {
    served.faults.add({ fault: { kind: 'skew', milliseconds: -3_600_000 } });
    const date = Date.parse((await ask('/version')).headers.get('date')!);
    expect(Math.abs(Date.now() - 3_600_000 - date)).toBeLessThan(60_000);
  });

  it('drops the connection', async () => {
    served.faults.add({ times: 1, fault: { kind: 'drop' } });
    await expect(ask('/version')).rejects.toThrow('fetch failed');
  });

  it('cuts a cluster off whose kubeconfig still says where it was', async () => {
    await served.cutOff('team-1/app-1');
    const { body } = await ask('/api/v1/namespaces/team-1/secrets/app-1-kubeconfig');
    const server = /server: (\S+)/.exec(Buffer.from(body.data.value, 'base64').toString())![1]!;
    await expect(fetch(server)).rejects.toThrow('fetch failed');
  });
});
