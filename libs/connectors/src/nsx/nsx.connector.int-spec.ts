import { createCertificateAuthority, largeWorld, namedWorld, rollHop } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';
import { authority, closeAll, clustersOf, FINE, type Look, managerOf, nameOf, NOW, serve, signalsOf } from '../../test/nsx/look-at-nsx.js';

afterEach(closeAll);

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

  describe('of clusters that are not registered with it', () => {
    const known = { id: 'sup-1/shop/checkout', nsxName: 'shop-checkout', project: 'shop', vpc: 'shop-prod' };
    const elsewhere = { ...known, id: 'sup-1/shop/moved', nsxName: 'shop-moved' };
    const away = { ...known, id: 'sup-1/bank/ledger', nsxName: 'bank-ledger', project: 'bank', vpc: 'nowhere' };

    it('tells realization and addresses by their ids in the fleet, from the same calls as of the others in their VPC', async () => {
      const { look, served, world } = await serve(undefined, {}, {}, [known]);
      const seen = await look();
      expect(seen).toMatchObject({ faults: [], failure: null });
      expect(signalsOf(seen, known.id)).toEqual({ 'realized-state': 'ok', subnets: 'ok', 'ip-block': 'ok' });
      const [told, registered] = [known.id, 'shop-checkout'].map((name) => clustersOf(seen).find((one) => nameOf(one) === name)!);
      expect(told!.addresses).toEqual(registered!.addresses);
      expect(served.requests.filter(({ path }) => path.endsWith('/shop-prod/subnets'))).toHaveLength(1);
      world.trouble('cluster', 'shop/checkout', 'unrealized');
      expect(signalsOf(await look(), known.id)).toMatchObject({ 'realized-state': 'failed' });
    });

    it('takes nothing that is said of a VPC for theirs where no subnet of theirs is in it', async () => {
      const { look } = await serve(undefined, {}, {}, [elsewhere, away]);
      const seen = await look();
      for (const { id } of [elsewhere, away])
        expect(signalsOf(seen, id)).toEqual({ 'realized-state': 'unknown', subnets: 'unknown', 'ip-block': 'unknown' });
      expect(signalsOf(seen, 'shop-checkout')).toEqual(FINE);
    });

    it('leaves those of other Projects alone', async () => {
      const { look } = await serve(undefined, {}, {}, [known, away]);
      expect(clustersOf(await look({ projects: ['shop'] })).map(nameOf)).not.toContain(away.id);
    });
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
    ['a key that is none', { login: 'certificate' }, { clientCertificate: 'hunter2', clientKey: 'hunter2' }, 'settings'],
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

  it('is known by a client certificate where that is asked for', async () => {
    const { key, certificate: cert } = await (await authority).issue({ names: ['127.0.0.1'] });
    const own = await (await authority).issue({ names: ['lockstep'] });
    const ca = (await authority).certificate;
    const { look, served } = await serve(undefined, { tls: { key, cert, ca, clientCa: ca } });
    const seen = await look({ login: 'certificate' }, { clientCertificate: own.certificate, clientKey: own.key });
    expect(seen.sightings).toHaveLength(3);
    expect(served.requests.some(({ path }) => path.startsWith('/api/session'))).toBe(false);
    const other = await (await createCertificateAuthority()).issue({ names: ['lockstep'] });
    const refused = await look({ login: 'certificate' }, { clientCertificate: other.certificate, clientKey: other.key });
    expect(refused.failure).toMatchObject({ code: 'login-refused' });
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
