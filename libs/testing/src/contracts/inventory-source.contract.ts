import type { FaultCode, NodeKind, SourceReport } from '@lockstep/fleet/domain';
import { type InventorySource, SourceFailure } from '@lockstep/fleet/scans';
import { type ServedWorld, type ServeOptions, createCertificateAuthority, type WireFault } from '@lockstep/simulation';
import { afterEach, describe, expect, it } from 'vitest';

/** A served world, and how the connector under test is pointed at one of its servers. */
export interface InventorySourceUnderTest {
  readonly served: ServedWorld;
  /** What the faults of the world call the server that is looked at. */
  readonly server: string;
  /** What the source speaks for. */
  readonly root: { readonly kind: NodeKind; readonly id: string };
  /** None of these may be told to anybody. */
  readonly secrets: readonly string[];
  open(options?: OpenOptions): InventorySource;
}

export interface OpenOptions {
  readonly now?: () => string;
  /** PEM, instead of the authority of the world. */
  readonly caBundle?: string;
  readonly tls?: 'not-verified';
  readonly secret?: 'wrong';
  /** Instead of loopback. */
  readonly allowedNetworks?: readonly string[];
}

const PATIENCE = 30_000;
const NOON = '2026-11-23T12:00:00.000Z';
const HALF_HOUR = 30 * 60_000;

/** What ends a look as a whole, by what goes wrong on the wire with every request. */
const FATAL: readonly (readonly [what: string, fault: WireFault, code: FaultCode, retryable: boolean | 'either'])[] = [
  ['a page of HTML', { kind: 'html' }, 'unreadable-answer', 'either'],
  ['half a JSON', { kind: 'half' }, 'unreadable-answer', 'either'],
  ['JSON of another shape', { kind: 'garble', with: () => ['what is this'] }, 'wrong-shape', false],
  ['a connection that is cut', { kind: 'drop' }, 'unreachable', true],
  ['a redirect to the metadata of a cloud', { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' }, 'redirected', false],
  ['500', { kind: 'status', status: 500 }, 'server-error', true],
  ['401', { kind: 'status', status: 401 }, 'login-refused', false],
];

/** What the record of scans relies on, of every kind of source. */
export function describeInventorySource(name: string, openWorld: (options: ServeOptions) => Promise<InventorySourceUnderTest>): void {
  describe(`${name} as an inventory source`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
    });
    const serve = async (options: ServeOptions = { tls: 'own' }) => {
      const world = await openWorld(options);
      closing.push(() => world.served.close());
      return world;
    };
    const open = (world: InventorySourceUnderTest, options?: OpenOptions) => {
      const source = world.open(options);
      closing.push(() => source.close());
      return source;
    };

    it('tells of its own node first, and dates what it saw by the clock it was given', async () => {
      const world = await serve({ tls: 'own', now: () => Date.parse(NOON) });
      const reports = await lookWith(open(world, { now: () => NOON }));
      const sightings = sightingsIn(reports);
      expect(sightings[0]?.subject).toEqual(world.root);
      expect(sightings.length).toBeGreaterThan(1);
      expect(new Set(sightings.map(({ observedAt }) => observedAt))).toEqual(new Set([NOON]));
      expect(faultsIn(reports)).toEqual([]);
    });

    it('tells the same of a world that stands still, and of each node once', async () => {
      const world = await serve();
      const [first, second] = [await lookWith(open(world, { now: () => NOON })), await lookWith(open(world, { now: () => NOON }))];
      // The time of the server is its own, and far from noon.
      const still = (reports: readonly SourceReport[]) => reports.filter(({ report }) => report !== 'fault');
      expect(still(second)).toEqual(still(first));
      const subjects = sightingsIn(first).map(({ subject }) => JSON.stringify(subject));
      expect(new Set(subjects).size).toBe(subjects.length);
    });

    it('keeps its secrets to itself', async () => {
      const world = await serve();
      const told = [await lookWith(open(world)), await endOf(open(world, { secret: 'wrong' }))];
      const text = JSON.stringify(told, (_, value) => (value instanceof Error ? `${value.stack} ${JSON.stringify({ ...value })}` : value));
      for (const secret of world.secrets) expect(text).not.toContain(secret);
    });

    it.each(FATAL)('ends a look that meets %s', async (_, fault, code, retryable) => {
      const world = await serve();
      world.served.faults.add({ server: world.server, fault });
      const failure = await endOf(open(world));
      expect(failure.fault.code).toBe(code);
      if (retryable !== 'either') expect(failure.retryable).toBe(retryable);
    });

    it('ends a look whose login is refused, and does not ask for another try', async () => {
      const world = await serve();
      const { fault, retryable } = await endOf(open(world, { secret: 'wrong' }));
      expect({ code: fault.code, retryable }).toEqual({ code: 'login-refused', retryable: false });
    });

    it('finds a clock that is off, and sees all the same', async () => {
      const world = await serve();
      const seen = (reports: readonly SourceReport[]) => sightingsIn(reports).map(({ subject }) => subject);
      const before = await lookWith(open(world));
      world.served.faults.add({ server: world.server, fault: { kind: 'skew', milliseconds: -HALF_HOUR } });
      const reports = await lookWith(open(world));
      expect(faultsIn(reports)).toMatchObject([{ code: 'clock-skew', subject: world.root }]);
      expect(seen(reports)).toEqual(seen(before));
    });

    it('trusts the authority that it was given and no other', async () => {
      const world = await serve();
      const other = await createCertificateAuthority();
      const { fault, retryable } = await endOf(open(world, { caBundle: other.certificate }));
      expect({ code: fault.code, retryable }).toEqual({ code: 'certificate-untrusted', retryable: false });
    });

    it('refuses a certificate that has expired, and takes it only by a setting that is a standing finding', async () => {
      const authority = await createCertificateAuthority();
      const yesterday = { from: new Date(Date.now() - 2 * 86_400_000), until: new Date(Date.now() - 86_400_000) };
      const { certificate, key } = await authority.issue({ names: ['127.0.0.1'], ...yesterday });
      const world = await serve({ tls: { cert: certificate, key, ca: authority.certificate } });
      expect((await endOf(open(world))).fault.code).toBe('certificate-expired');
      const reports = await lookWith(open(world, { tls: 'not-verified' }));
      expect(faultsIn(reports).map(({ code }) => code)).toEqual(['tls-not-verified']);
      expect(sightingsIn(reports)[0]?.subject).toEqual(world.root);
    });

    it('calls no address that it may not call', async () => {
      const world = await serve();
      expect((await endOf(open(world, { allowedNetworks: [] }))).fault.code).toBe('address-refused');
      expect(world.served.requests).toEqual([]);
    });

    it('stops when it is told to', async () => {
      const world = await serve();
      world.served.faults.add({ server: world.server, fault: { kind: 'hang' } });
      const abort = new AbortController();
      const looking = reportsOf(open(world).look(abort.signal));
      abort.abort(new Error('cancelled by a person'));
      await expect(looking).rejects.toThrow('cancelled by a person');
    });
  });
}

const lookWith = (source: InventorySource): Promise<SourceReport[]> => reportsOf(source.look(AbortSignal.timeout(PATIENCE)));

async function reportsOf(looking: AsyncIterable<SourceReport>): Promise<SourceReport[]> {
  const reports: SourceReport[] = [];
  for await (const report of looking) reports.push(report);
  return reports;
}

/** What ends a look, which must be a `SourceFailure`. */
async function endOf(source: InventorySource): Promise<SourceFailure> {
  const end: unknown = await lookWith(source).catch((error: unknown) => error);
  if (!(end instanceof SourceFailure)) throw new Error('the look; must end with a SourceFailure', { cause: end });
  return end;
}

const faultsIn = (reports: readonly SourceReport[]) => reports.flatMap((report) => (report.report === 'fault' ? [report.fault] : []));
const sightingsIn = (reports: readonly SourceReport[]) =>
  reports.flatMap((report) => (report.report === 'sighting' ? [report.sighting] : []));
