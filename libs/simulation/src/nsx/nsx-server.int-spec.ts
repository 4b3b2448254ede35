import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveWorld, type ServedWorld } from '../serve/serve-world.js';
import type { World } from '../world/world.js';
import { largeWorld } from '../worlds/large-world.js';
import { namedWorld } from '../worlds/named-worlds.js';

const PLANES = '/policy/api/v1/infra/sites/default/enforcement-points/default/cluster-control-planes';

let world: World;
let served: ServedWorld;
beforeAll(async () => {
  world = largeWorld({ clusters: 25, supervisors: 2 });
  served = await serveWorld(world, { nsxLimit: { perSecond: 1000, atOnce: 40 } });
});
afterAll(() => served.close());
beforeEach(() => served.faults.clear());

const basic = ({ user, password }: { user: string; password: string }) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function ask(path: string, from = served, manager = 'nsx-1'): Promise<{ status: number; body: any }> {
  const nsx = from.nsxManagers[manager]!;
  const response = await fetch(`${nsx.url}${path}`, { headers: { authorization: basic(nsx) } });
  return { status: response.status, body: await response.json() };
}

async function logIn(password?: string): Promise<Response> {
  const nsx = served.nsxManagers['nsx-1']!;
  return fetch(`${nsx.url}/api/session/create`, {
    method: 'POST',
    body: new URLSearchParams({ j_username: nsx.user, j_password: password ?? nsx.password }),
  });
}

describe('an NSX manager', () => {
  it('lets in by a session with its XSRF token, and with neither alone', async () => {
    const login = await logIn();
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
    const xsrf = login.headers.get('x-xsrf-token')!;
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${served.nsxManagers['nsx-1']!.url}/api/v1/node/version`, { headers })).status;
    expect(await status({ cookie, 'x-xsrf-token': xsrf })).toBe(200);
    expect(await status({ cookie })).toBe(403);
    expect(await status({ 'x-xsrf-token': xsrf })).toBe(403);
    served.faults.add({ times: 1, fault: { kind: 'expire-session' } });
    expect(await status({ cookie, 'x-xsrf-token': xsrf })).toBe(403);
    expect(await status({ cookie, 'x-xsrf-token': xsrf })).toBe(403);
  });

  it('refuses a wrong password', async () => {
    expect((await logIn('wrong')).status).toBe(403);
  });

  it('pages by cursor, every cluster once', async () => {
    const names: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body }: { body: any } = await ask(`${PLANES}?page_size=7${cursor && `&cursor=${cursor}`}`);
      expect(body.result_count).toBe(25);
      names.push(...body.results.map(({ id }: any) => id));
      cursor = body.cursor;
    }
    expect(new Set(names).size).toBe(25);
  });

  it('answers 429 beyond so many requests in a second, with Retry-After', async () => {
    const strict = await serveWorld(world, { nsxLimit: { perSecond: 5, atOnce: 40 }, now: () => 0 });
    const statuses = await Promise.all(Array.from({ length: 8 }, () => ask('/api/v1/node/version', strict).then(({ status }) => status)));
    expect(statuses.sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    await strict.close();
  });

  it('shows an upgrade in its middle: nodes new, product old, parts mixed', async () => {
    const skewed = await serveWorld(namedWorld('skewed'));
    const [version, nodes, summary] = await Promise.all(
      ['/api/v1/node/version', '/api/v1/upgrade/nodes-summary', '/api/v1/upgrade/summary'].map((path) => ask(path, skewed, 'nsx-muc')),
    );
    expect(version!.body.node_version).toMatch(/^9\.1\.1\.0\.\d{8}$/);
    expect(version!.body.product_version).toMatch(/^9\.0\.2\.0\.\d{8}$/);
    expect(
      nodes!.body.results.map(({ type, component_version, node_count }: any) => [type, component_version.slice(0, 7), node_count]),
    ).toEqual([
      ['MP', '9.1.1.0', 3],
      ['EDGE', '9.1.1.0', 2],
      ['HOST', '9.1.1.0', 2],
      ['HOST', '9.0.2.0', 2],
    ]);
    expect(summary!.body.upgrade_status).toBe('PAUSED');
    await skewed.close();
  });

  it('shows an adapter whose session is down', async () => {
    const [first, second] = world.all('cluster');
    world.trouble('cluster', first!.id, 'ccp-session-down');
    const { body } = await ask(`${PLANES}-status`);
    const statusOf = (cluster: typeof first) =>
      body.results.find(({ parent_path }: any) => parent_path.endsWith(`/${cluster!.namespace}-${cluster!.name}`)).ccp_adapter_status;
    expect(statusOf(first)).toMatchObject({
      status: 'FAILED',
      conditions: [{}, { condition_type: 'CCP_SESSION_STATE_UP', status: 'UNHEALTHY' }],
    });
    expect(statusOf(second)).toMatchObject({ status: 'HEALTHY' });
  });

  it('shows sessions down where the adapter does not fit the NSX under it', async () => {
    const ahead = await serveWorld(namedWorld('raced-ahead'));
    const { body } = await ask(`${PLANES}-status`, ahead);
    expect(body.results.map(({ ccp_adapter_status }: any) => ccp_adapter_status.status)).toEqual(['FAILED', 'FAILED']);
    await ahead.close();
  });

  it('counts addresses so that subnets hold their nodes and blocks their subnets', async () => {
    for (const { id, path } of (await ask('/policy/api/v1/orgs/default/projects')).body.results) {
      const block = (await ask(`/policy/api/v1${path}/infra/ip-blocks/private-1/usage`)).body;
      let sum = 0;
      for (const vpc of (await ask(`/policy/api/v1${path}/vpcs`)).body.results)
        for (const subnet of (await ask(`/policy/api/v1${vpc.path}/subnets`)).body.results) {
          const stats = (await ask(`/policy/api/v1${subnet.path}/dhcp-server-config/stats`)).body.ip_pool_stats[0];
          sum += subnet.ipv4_subnet_size;
          expect(stats.pool_size).toBe(subnet.ipv4_subnet_size - 4);
          expect(stats.allocated_number).toBe(4);
        }
      expect(Number(block.used_ips_count), id).toBeGreaterThanOrEqual(sum);
      expect(Number(block.used_ips_count) + Number(block.available_ips_count)).toBe(65_536);
    }
  });

  it('tells of a foreign cluster of its own enforcement point, and of none of another site', async () => {
    world.addForeign('nsx-1', { name: 'lab-openshift', site: 'default' });
    world.addForeign('nsx-1', { name: 'other-site', site: 'paris' });
    const names = (await ask(PLANES)).body.results.map(({ id }: any) => id);
    expect(names).toContain('lab-openshift');
    expect(names).not.toContain('other-site');
  });
});
