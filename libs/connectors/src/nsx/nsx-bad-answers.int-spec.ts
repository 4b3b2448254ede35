import { largeWorld } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, clustersOf, FINE, managerOf, nameOf, serve, signalsOf } from '../../test/nsx/look-at-nsx.js';

afterEach(closeAll);

describe('a manager that answers badly', () => {
  it.each([
    ['a page for people', { kind: 'html' }, 'unreadable-answer', false],
    ['half an answer', { kind: 'half' }, 'unreadable-answer', false],
    ['another place', { kind: 'redirect', to: 'http://169.254.169.254/' }, 'redirected', false],
    ['nothing', { kind: 'drop' }, 'unreachable', true],
    ['an error', { kind: 'status', status: 500 }, 'server-error', true],
    ['too many', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }, 'rate-limited', true],
  ] as const)('with %s to the first question has not been seen', async (_what, fault, code, retryable) => {
    const { look, strike } = await serve();
    strike(fault, /node\/version/);
    expect(await look()).toMatchObject({ sightings: [], failure: { code, retryable, place: 'GET /api/v1/node/version' } });
  });

  it('with silence has not been seen', async () => {
    const { look, strike } = await serve(undefined, {}, { timeouts: { total: 100 } });
    strike({ kind: 'hang' }, /node\/version/);
    expect((await look()).failure).toMatchObject({ code: 'timed-out', retryable: true });
  });

  it('with more than anybody reads has not been seen', async () => {
    const { look, strike } = await serve(undefined, {}, { answerLimit: 100_000 });
    strike({ kind: 'huge', bytes: 200_000 }, /node\/version/);
    expect((await look()).failure).toMatchObject({ code: 'unreadable-answer', retryable: false });
  });

  it.each([
    ['html', 'unreadable-answer'],
    ['half', 'unreadable-answer'],
  ] as const)('with %s to one question is seen without that part', async (kind, code) => {
    const { look, strike } = await serve();
    strike({ kind }, /cluster-control-planes-status/);
    strike({ kind }, /shop-prod\/subnets\?/);
    const seen = await look();
    expect(seen.failure).toBeNull();
    expect(seen.faults.map((fault) => [fault.code, fault.subject?.kind])).toEqual([
      [code, 'nsx-manager'],
      [code, 'nsx-manager'],
    ]);
    expect(signalsOf(seen, 'shop-checkout')).toMatchObject({ 'mp-adapter': 'unknown', network: 'ok', subnets: 'unknown' });
    expect(clustersOf(seen).map(({ addresses }) => addresses === undefined)).toEqual([false, true]);
  });

  it('without permission for a part is seen without that part, and is not logged in to over and over', async () => {
    const { look, strike, served } = await serve(largeWorld({ clusters: 20, supervisors: 1 }));
    strike({ kind: 'status', status: 403 }, /dhcp-server-config/);
    const seen = await look();
    expect(clustersOf(seen)).toHaveLength(20);
    expect(new Set(seen.faults.map(({ code }) => code))).toEqual(new Set(['not-authorized']));
    expect(clustersOf(seen).every(({ addresses }) => addresses!.subnets[0]!.free === null)).toBe(true);
    expect(served.requests.filter(({ path }) => path === '/api/session/create').length).toBeLessThan(6);
  });

  it('that does not serve a part, as older ones do not, has no fault', async () => {
    const { look, strike } = await serve();
    strike({ kind: 'status', status: 404 }, /upgrade|container-clusters|realized-state|ip-address-usage|\/usage/);
    const seen = await look();
    expect(seen).toMatchObject({ faults: [], failure: null });
    expect(managerOf(seen)).not.toHaveProperty('mixed');
    expect(signalsOf(seen, 'shop-batch')).toEqual({ ...FINE, network: 'unknown', 'realized-state': 'unknown', 'ip-block': 'unknown' });
  });

  it.each([
    ['no parts', { kind: 'garble', with: () => ({ results: [], result_count: 0 }) }],
    ['nothing at all', { kind: 'status', status: 404 }],
  ] as const)('that tells of an upgrade under way and of its parts %s counts as rolling, with a fault', async (_, fault) => {
    const { look, strike } = await serve();
    strike({ kind: 'garble', with: () => ({ upgrade_status: 'IN_PROGRESS' }) }, /upgrade\/summary/);
    strike(fault, /nodes-summary/);
    const seen = await look();
    expect(managerOf(seen).mixed).toEqual({ nsx: [{ part: 'MP', version: 'unknown', nodes: 1 }] });
    expect(seen.faults).toMatchObject([
      { code: 'wrong-shape', subject: { kind: 'nsx-manager' }, place: 'GET /api/v1/upgrade/nodes-summary, /results' },
    ]);
  });

  it('whose list of clusters cannot be read is seen, and the fault says that all clusters may be hidden', async () => {
    const { look, strike } = await serve();
    strike({ kind: 'garble', with: () => ({ items: [] }) }, /cluster-control-planes\?/);
    const seen = await look();
    expect(clustersOf(seen)).toEqual([]);
    expect(seen.faults).toEqual([
      {
        code: 'wrong-shape',
        subject: null,
        place: 'GET /policy/api/v1/infra/sites/default/enforcement-points/default/cluster-control-planes, /results',
        detail: 'a list; found nothing',
      },
    ]);
  });

  it('is seen though one of its clusters has another shape', async () => {
    const { look, strike } = await serve();
    const spoil = (body: any) => ({ results: body.results.map((one: any, index: number) => (index === 0 ? { ...one, node_id: 7 } : one)) });
    strike({ kind: 'garble', with: spoil }, /cluster-control-planes\?/);
    const seen = await look();
    expect(clustersOf(seen).map(nameOf)).toEqual(['shop-checkout']);
    expect(seen.faults).toEqual([
      expect.objectContaining({ code: 'wrong-shape', subject: null, place: expect.stringMatching(/, \/results\/shop-batch\/node_id$/) }),
    ]);
  });

  it('is read the same whether counts are numbers or texts', async () => {
    const { look, strike } = await serve();
    const plain = await look();
    const asTexts = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_key, inner: unknown) => (typeof inner === 'number' ? String(inner) : inner));
    strike({ kind: 'garble', with: asTexts }, /^GET/);
    expect(await look()).toEqual(plain);
  });

  it('tells free addresses by whoever gives them out, and nothing where that is another', async () => {
    const { look, strike } = await serve();
    const by = (mode: string, enabled: boolean) => (body: any) => ({
      results: body.results.map((one: any) => ({
        ...one,
        subnet_dhcp_config: { mode },
        advanced_config: { static_ip_allocation: { enabled } },
      })),
    });
    strike({ kind: 'garble', with: by('DHCP_DEACTIVATED', true) }, /shop-batch\/subnets\?/);
    strike({ kind: 'garble', with: by('DHCP_RELAY', false) }, /shop-prod\/subnets\?/);
    const pools = [
      { id: 'other', pool_usage: { available_ips: 99 } },
      { id: 'static-ipv4-default', pool_usage: { total_ips: 28, available_ips: '19' } },
    ];
    strike({ kind: 'status', status: 200, body: { results: pools } }, /\/ip-pools/);
    const [batch, checkout] = clustersOf(await look());
    expect(batch!.addresses!.subnets[0]!.free).toBe(19);
    expect(checkout!.addresses!.subnets[0]!.free).toBeNull();
    expect(checkout!.signals).toContainEqual({ name: 'subnets', state: 'unknown', detail: 'free addresses are not told' });
  });

  it('tells each CIDR of a block, with what is free in it as far as that is told', async () => {
    const { look, strike } = await serve();
    const block = '/orgs/default/projects/shop/infra/ip-blocks/private-1';
    const entry = { id: block, nsxManager: 'nsx-1', project: 'shop' };
    const usage = (body: unknown) => strike({ kind: 'status', status: 200, body }, /\/usage/);
    const lift = usage({
      available_ips_count: '300',
      cidr_usage: [{ cidr: '10.2.0.0/24' }, { cidr: '10.1.0.0/24', available_ips_count: '200' }],
    });
    expect(managerOf(await look()).ipBlocks).toEqual([
      { ...entry, cidr: '10.1.0.0/24', available: 200 },
      { ...entry, cidr: '10.2.0.0/24' },
    ]);
    lift();
    usage({ available_ips_count: '300' });
    expect(managerOf(await look()).ipBlocks).toEqual([{ ...entry, cidr: '10.64.0.0/16', available: 300 }]);
    strike({ kind: 'garble', with: () => ({ results: [{ id: 'b', path: block, cidr: 'fd00::' }] }) }, /\/ip-blocks\?/);
    const seen = await look();
    expect(managerOf(seen).ipBlocks).toEqual([]);
    expect(seen.faults).toEqual([expect.objectContaining({ code: 'wrong-shape', detail: 'the CIDR of an IP block is not one' })]);
  });

  it('tells no blocks rather than half of them', async () => {
    const { look, strike } = await serve();
    strike({ kind: 'status', status: 403 }, /projects\/shop\/infra\/ip-blocks\?/);
    const seen = await look();
    expect(managerOf(seen)).not.toHaveProperty('ipBlocks');
    expect(seen.faults.map(({ code }) => code)).toEqual(['not-authorized']);
  });

  it('finds a cluster by the words of newer ones, and subnets that are made for virtual machines', async () => {
    const { look, strike } = await serve();
    const plain = await look();
    const renamed = (body: any) => ({ results: body.results.map(({ vhc_path: vpc_path, ...one }: any) => ({ ...one, vpc_path })) });
    const retagged = (body: any) => JSON.parse(JSON.stringify(body).replaceAll('nsx-op/namespace', 'nsx-op/vm_namespace'));
    strike({ kind: 'garble', with: renamed }, /cluster-control-planes\?/);
    strike({ kind: 'garble', with: retagged }, /subnets\?/);
    expect(await look()).toEqual(plain);
  });

  it('tells of a cluster in no VPC what is left of it', async () => {
    const { look, strike } = await serve();
    const without = (body: any) => ({ results: body.results.map(({ vhc_path: _path, ...one }: any) => one) });
    strike({ kind: 'garble', with: without }, /cluster-control-planes\?/);
    const seen = await look();
    expect(clustersOf(seen).map((one) => 'addresses' in one)).toEqual([false, false]);
    expect(signalsOf(seen, 'shop-batch')).toEqual({ ...FINE, 'realized-state': 'unknown', subnets: 'unknown', 'ip-block': 'unknown' });
  });

  it('keeps its version unknown where that is none', async () => {
    const { look, strike } = await serve();
    strike({ kind: 'garble', with: () => ({ product_version: 'banana', node_version: '9.0.2.0.25150389' }) }, /node\/version/);
    const seen = await look();
    expect(managerOf(seen).versions).toEqual({ nsx: 'unknown' });
    expect(seen.faults).toEqual([
      {
        code: 'unreadable-version',
        subject: { kind: 'nsx-manager', id: 'nsx-1' },
        place: 'GET /api/v1/node/version, /product_version',
        detail: 'a version such as 9.0.2.0.25150386; found "banana"',
      },
    ]);
  });

  it('tells of clusters of other sites, which are not ours', async () => {
    const { look, strike, world } = await serve();
    world.addForeign('nsx-1', { name: 'stray', site: 'default' });
    const elsewhere = (body: any) => ({
      results: body.results.map((one: any) =>
        one.id === 'shop-batch' ? { ...one, path: one.path.replace('sites/default', 'sites/london') } : one,
      ),
    });
    strike({ kind: 'garble', with: elsewhere }, /cluster-control-planes\?/);
    const seen = await look();
    // Whether one that is of this site hangs on a Supervisor we know is for the record to say.
    expect(clustersOf(seen).map(nameOf)).toEqual(['stray', 'shop-checkout']);
    expect(seen.faults).toEqual([
      expect.objectContaining({ code: 'foreign-cluster', detail: 'shop-batch is of site london, enforcement point default' }),
    ]);
  });

  it.each([
    [-600_000, 'behind'],
    [600_000, 'ahead of'],
  ])('has a clock that is %d ms off', async (milliseconds, words) => {
    const { look, strike } = await serve();
    strike({ kind: 'skew', milliseconds });
    expect((await look()).faults).toEqual([
      expect.objectContaining({ code: 'clock-skew', detail: `its clock is more than 5 minutes ${words} ours` }),
    ]);
  });

  it('forgets the session between two pages, and nothing is lost', async () => {
    const { look, strike, served } = await serve(largeWorld({ clusters: 1_100, supervisors: 1 }), {}, {});
    strike({ kind: 'expire-session' }, /cluster-control-planes\?page_size=1000&cursor/, 1);
    strike({ kind: 'status', status: 404 }, /subnets|realized|usage|\/ip-blocks/);
    const seen = await look();
    expect(seen.failure).toBeNull();
    expect(clustersOf(seen)).toHaveLength(1_100);
    expect(served.requests.filter(({ path }) => path === '/api/session/create').length).toBeGreaterThan(1);
  });

  it('turns calls away for a while, and is asked again', async () => {
    const { look, strike } = await serve();
    strike({ kind: 'status', status: 429, headers: { 'retry-after': '0' } }, /subnets|status|usage/, 3);
    expect(await look()).toMatchObject({ faults: [], failure: null, sightings: { length: 3 } });
  });
});
