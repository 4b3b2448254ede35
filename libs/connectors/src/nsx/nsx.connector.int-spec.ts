import { type Sighting, type SourceFault } from '@lockstep/fleet/domain';
import { SourceFailure } from '@lockstep/fleet/scans';
import {
  createCertificateAuthority,
  largeWorld,
  namedWorld,
  rollHop,
  type ServeOptions,
  serveWorld,
  type WireFault,
  type World,
} from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import { nsxConnector, type NsxConnectorOptions } from './index.js';

const NOW = '2026-11-23T10:00:00.000Z';
const began = performance.now();
/** It goes on, because what a client has used up of its limit comes back with time. */
const clock = () => Date.parse(NOW) + performance.now() - began;
/** A world of a few clusters is asked less in all than NSX takes in a second. */
const BRISK = { concurrency: 40, interval: 1_000, intervalCap: 100, strict: false };
const SERVER = 'nsx-manager nsx-1';
const authority = createCertificateAuthority('example');
const ofTheWorld = authority.then(({ issue }) => issue({ names: ['127.0.0.1'] }));
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** What one look brought. */
interface Look {
  readonly sightings: readonly Sighting[];
  readonly faults: readonly SourceFault[];
  /** What ended it early. */
  readonly failure: { readonly code: string; readonly place: string | null; readonly detail: string; readonly retryable: boolean } | null;
}

async function serve(world: World = namedWorld('tiny'), options: ServeOptions = {}, connectorOptions: Partial<NsxConnectorOptions> = {}) {
  const { key, certificate: cert } = await ofTheWorld;
  const served = await serveWorld(world, { tls: { key, cert, ca: (await authority).certificate }, now: clock, ...options });
  open.push(() => served.close());
  const nsx = served.nsxManagers['nsx-1']!;
  const connector = nsxConnector({ allowedNetworks: ['127.0.0.0/8'], backOff: 1, pace: BRISK, ...connectorOptions });
  const openWith = (settings: object = {}, secret: object | null = { username: nsx.user, password: nsx.password }) =>
    connector.open({
      id: 'nsx-source',
      settings: connector.settings.parse({ url: nsx.url, nsxManager: 'nsx-1', ...(nsx.ca && { caBundle: nsx.ca }), ...settings }),
      secret: secret as never,
      now: () => NOW,
    });
  const look = async (settings?: object, secret?: object | null, signal = new AbortController().signal): Promise<Look> => {
    const source = openWith(settings, secret);
    const sightings: Sighting[] = [];
    const faults: SourceFault[] = [];
    try {
      for await (const report of source.look(signal))
        if (report.report === 'sighting') sightings.push(report.sighting);
        else if (report.report === 'fault') faults.push(report.fault);
      return { sightings, faults, failure: null };
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      const { fault, retryable } = error;
      return { sightings, faults, failure: { code: fault.code, place: fault.place, detail: fault.detail, retryable } };
    } finally {
      await source.close();
    }
  };
  const strike = (fault: WireFault, request?: RegExp, times?: number) => served.faults.add({ server: SERVER, request, times, fault });
  return { served, nsx, world, look, openWith, strike };
}

const managerOf = ({ sightings }: Look) => sightings.find(({ subject }) => subject.kind === 'nsx-manager')!;
const clustersOf = ({ sightings }: Look) => sightings.filter(({ subject }) => subject.kind === 'cluster');
const nameOf = ({ subject }: Sighting) => ('nsxCluster' in subject ? subject.nsxCluster.name : subject.id);
const signalsOf = (look: Look, name: string): Record<string, string> =>
  Object.fromEntries(
    clustersOf(look)
      .find((one) => nameOf(one) === name)!
      .signals!.map((signal) => [signal.name, signal.state]),
  );
const FINE = {
  'mp-adapter': 'ok',
  'ccp-adapter': 'ok',
  controller: 'ok',
  agents: 'ok',
  'ccp-session': 'ok',
  'mp-connection': 'ok',
  network: 'ok',
  'realized-state': 'ok',
  subnets: 'ok',
  'ip-block': 'ok',
};

describe('a look at an NSX manager', () => {
  it('tells of the manager first, then of each cluster that is registered with it', async () => {
    const { look, world, nsx, served } = await serve();
    const seen = await look();
    expect(seen).toMatchObject({ faults: [], failure: null });
    expect(seen.sightings.map(nameOf)).toEqual(['nsx-1', 'shop-batch', 'shop-checkout']);
    const block = '/orgs/default/projects/shop/infra/ip-blocks/private-1';
    expect(managerOf(seen)).toEqual({
      subject: { kind: 'nsx-manager', id: 'nsx-1' },
      observedAt: NOW,
      placement: {},
      versions: { nsx: world.get('nsx-manager', 'nsx-1').versions['nsx'] },
      mixed: { nsx: [] },
      ipBlocks: [{ id: block, nsxManager: 'nsx-1', project: 'shop', cidr: '10.64.0.0/16', available: expect.any(Number) }],
    });
    const checkout = clustersOf(seen)[1]!;
    expect(checkout).toMatchObject({
      subject: { kind: 'cluster', nsxCluster: { id: world.get('cluster', 'shop/checkout').nsxClusterId, name: 'shop-checkout' } },
      observedAt: NOW,
      addresses: {
        subnets: [{ id: expect.stringMatching('/vpcs/shop-prod/subnets/checkout-'), cidr: expect.any(String), free: expect.any(Number) }],
        blocks: [block],
        podsRoutable: false,
      },
    });
    expect(signalsOf(seen, 'shop-checkout')).toEqual(FINE);
    expect(checkout.signals!.every(({ detail }) => detail === null)).toBe(true);
    expect(served.requests.at(-1)).toMatchObject({ method: 'POST', path: '/api/session/destroy', status: 200 });
    expect(nsx.sessions.holds('', '')).toBe(false);
  });

  it('tells the same twice, so that a quiet manager is no news', async () => {
    const { look } = await serve(namedWorld('stuck'));
    expect(await look()).toEqual(await look());
  });

  it('tells which part runs which release while an upgrade goes on', async () => {
    const { look, world } = await serve();
    const from = world.get('nsx-manager', 'nsx-1').versions['nsx']!;
    const seen: Look[] = [];
    const roll = rollHop(world, { component: 'nsx', subjects: ['nsx-1'], from, to: '4.2.3.3' });
    for (let step = 0; !roll.next().done; step++) if (step % 3 === 0) seen.push(await look());
    const rolling = seen.map((one) => managerOf(one).mixed!['nsx']!).filter((parts) => parts.length > 0);
    expect(rolling.length).toBeGreaterThan(2);
    for (const parts of rolling) for (const { version } of parts) expect([from, '4.2.3.3']).toContain(version);
    expect(rolling.some((parts) => new Set(parts.map(({ version }) => version)).size === 2)).toBe(true);
    const after = await look();
    expect(managerOf(after)).toMatchObject({ versions: { nsx: '4.2.3.3' }, mixed: { nsx: [] } });
    expect(seen.every(({ faults, failure }) => faults.length === 0 && failure === null)).toBe(true);
  });

  it.each([
    ['adapter-crash', { 'mp-adapter': 'failed', 'ccp-adapter': 'failed', 'ccp-session': 'failed', 'mp-connection': 'failed' }],
    ['ccp-session-down', { 'ccp-adapter': 'failed', 'ccp-session': 'failed' }],
    ['mp-disconnected', { 'mp-adapter': 'failed', 'mp-connection': 'failed' }],
    ['agents-failing', { agents: 'degraded', controller: 'degraded' }],
    ['controller-failing', { controller: 'failed' }],
    ['unrealized', { 'realized-state': 'failed' }],
    ['network-degraded', { network: 'failed' }],
    ['subnet-full', { subnets: 'degraded' }],
    [
      'silent',
      {
        'mp-adapter': 'unknown',
        'ccp-adapter': 'unknown',
        controller: 'unknown',
        agents: 'unknown',
        'ccp-session': 'unknown',
        'mp-connection': 'unknown',
      },
    ],
  ] as const)('shows that a cluster suffers from %s, and that another does not', async (trouble, signals) => {
    const { look, world } = await serve();
    world.trouble('cluster', 'shop/checkout', trouble);
    const seen = await look();
    expect(signalsOf(seen, 'shop-checkout')).toEqual({ ...FINE, ...signals });
    expect(signalsOf(seen, 'shop-batch')).toEqual(FINE);
  });

  it('shows that the block is used up for all that grow from it', async () => {
    const { look, world } = await serve();
    world.trouble('nsx-manager', 'nsx-1', 'block-full');
    world.trouble('cluster', 'shop/checkout', 'subnet-full');
    const seen = await look();
    expect(signalsOf(seen, 'shop-checkout')).toMatchObject({ subnets: 'failed', 'ip-block': 'failed' });
    expect(signalsOf(seen, 'shop-batch')).toMatchObject({ subnets: 'ok', 'ip-block': 'failed' });
    expect(managerOf(seen).ipBlocks![0]!.available).toBe(0);
  });

  it('looks only at the Projects it is told to', async () => {
    const { look } = await serve(largeWorld({ clusters: 120, supervisors: 2 }));
    const seen = await look({ projects: ['team-2'] });
    expect(clustersOf(seen)).toHaveLength(50);
    expect(managerOf(seen).ipBlocks!.map(({ project }) => project)).toEqual(['team-2']);
  });

  it('logs in with each call where it is told to', async () => {
    const { look, served } = await serve();
    expect((await look({ login: 'basic' })).sightings).toHaveLength(3);
    expect(served.requests.some(({ path }) => path.startsWith('/api/session'))).toBe(false);
  });
});

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

describe('who may look', () => {
  it.each([
    ['a wrong password', {}, { username: 'lockstep', password: 'hunter2-hunter2' }, 'POST /api/session/create'],
    [
      'a wrong password with each call',
      { login: 'basic' },
      { username: 'lockstep', password: 'hunter2-hunter2' },
      'GET /api/v1/node/version',
    ],
    ['no secret', {}, null, 'settings, /login'],
    ['a secret of another kind', { login: 'certificate' }, { username: 'u', password: 'hunter2-hunter2' }, 'settings, /login'],
  ])('is refused with %s, once and for all, and the secret stays one', async (_what, settings, secret, place) => {
    const { look, served } = await serve();
    const seen = await look(settings, secret);
    expect(seen).toMatchObject({ sightings: [], failure: { code: 'login-refused', place, retryable: false } });
    expect(JSON.stringify(seen)).not.toContain('hunter2');
    expect(served.requests.length).toBeLessThan(2);
  });

  it('is refused where our address book does not lead', async () => {
    const { look, served } = await serve(undefined, {}, { allowedNetworks: [] });
    expect((await look()).failure).toMatchObject({ code: 'address-refused', retryable: false });
    expect(served.requests).toEqual([]);
  });

  it('does not speak with whom it cannot verify, unless its settings say so, which is a fault that stays', async () => {
    const { look } = await serve();
    expect((await look({ caBundle: undefined })).failure).toMatchObject({ code: 'certificate-untrusted', retryable: false });
    const seen = await look({ caBundle: undefined, tls: 'not-verified' });
    expect(seen.sightings).toHaveLength(3);
    expect(seen.faults.map(({ code }) => code)).toEqual(['tls-not-verified']);
  });

  it('does not speak with whom shows an expired certificate', async () => {
    const { issue, certificate: ca } = await authority;
    const { certificate: cert, key } = await issue({ names: ['127.0.0.1'], until: new Date(Date.now() - 1_000) });
    const { look } = await serve(undefined, { tls: { cert, key, ca } });
    expect((await look()).failure).toMatchObject({ code: 'certificate-expired', retryable: false });
  });

  it('stops when it is told to, and asks nothing more', async () => {
    const { served, openWith, strike } = await serve();
    const abort = new AbortController();
    strike({ kind: 'hang' }, /cluster-control-planes\?/);
    const source = openWith();
    const looking = (async () => {
      for await (const report of source.look(abort.signal)) if (report.report === 'sighting') abort.abort(new Error('cancelled'));
    })();
    await expect(looking).rejects.toThrow('cancelled');
    await source.close();
    expect(served.requests.filter(({ path }) => path.includes('subnets'))).toEqual([]);
  });
});
