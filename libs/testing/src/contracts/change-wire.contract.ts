import type { ChangeFault, ChangeSystem } from '@lockstep/approvals';
import type { WireFault } from '@lockstep/simulation';
import { describe, expect, it } from 'vitest';
import {
  type ChangeSystemUnderTest,
  type ChangeWire,
  type ConnectOptions,
  digestOf,
  draftOf,
  faultOf,
  never,
  PLAN,
} from './change-system-under-test.js';

interface Suite {
  readonly wire: () => ChangeWire;
  readonly under: () => ChangeSystemUnderTest;
  readonly system: () => ChangeSystem;
  readonly connect: (options?: ConnectOptions) => ChangeSystem;
}

/** What goes wrong with every request, and what it is called. */
const FAULTS: readonly (readonly [
  what: string,
  wrong: WireFault,
  told: { fault: ChangeFault; retryable: boolean; retryAfter?: number | null },
])[] = [
  [
    '429 with Retry-After',
    { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    { fault: 'too-many-requests', retryable: true, retryAfter: 7 },
  ],
  ['429 without', { kind: 'status', status: 429 }, { fault: 'too-many-requests', retryable: true, retryAfter: null }],
  ['500', { kind: 'status', status: 500 }, { fault: 'server-error', retryable: true, retryAfter: null }],
  [
    '503 with Retry-After',
    { kind: 'status', status: 503, headers: { 'retry-after': '120' } },
    { fault: 'server-error', retryable: true, retryAfter: 120 },
  ],
  ['a connection that is cut', { kind: 'drop' }, { fault: 'unreachable', retryable: true }],
  ['silence', { kind: 'hang' }, { fault: 'timed-out', retryable: true }],
  ['a page for people with 200, such as a login', { kind: 'html' }, { fault: 'wrong-shape', retryable: false }],
  ['half a JSON', { kind: 'half' }, { fault: 'wrong-shape', retryable: false }],
  ['JSON of another shape', { kind: 'garble', with: () => ['what is this'] }, { fault: 'wrong-shape', retryable: false }],
  ['an answer without end', { kind: 'huge', bytes: 3_000_000 }, { fault: 'wrong-shape', retryable: false }],
  ['a redirect', { kind: 'redirect', to: 'http://169.254.169.254/latest/meta-data/' }, { fault: 'misconfigured', retryable: false }],
  ['401', { kind: 'status', status: 401 }, { fault: 'unauthorized', retryable: false }],
  ['403', { kind: 'status', status: 403 }, { fault: 'forbidden', retryable: false }],
  [
    '404 with a page for people',
    { kind: 'status', status: 404, headers: { 'content-type': 'text/html' }, body: '<html>not here</html>' },
    { fault: 'wrong-shape', retryable: false },
  ],
  ['418', { kind: 'status', status: 418 }, { fault: 'wrong-shape', retryable: false }],
];

/** What goes wrong between Lockstep and a change system. */
export function describeWire({ wire, under, system, connect }: Suite): void {
  describe('over a network', () => {
    const small = { answerLimit: 1_000_000 };
    /** Long enough for an answer of a machine that is busy. */
    const hasty = { ...small, timeouts: { total: 1_000 } };

    it.each(FAULTS)('tells %s from an answer, and recovers', async (_, wrong, told) => {
      const { reference } = await system().open(draftOf(), never);
      const one = connect(wrong.kind === 'hang' ? hasty : small);
      const lift = wire().faults.add({ fault: wrong });
      const asked = [one.find(PLAN, never), one.read(reference, never), one.open(draftOf(), never), one.note(reference, 'x', never)];
      for (const failure of await Promise.all(asked.map(faultOf))) expect(failure).toMatchObject(told);
      lift();
      expect(await one.read(reference, never)).toMatchObject({ reference, digest: digestOf('a') });
    });

    const lost = { retryable: true, lost: true };
    it.each<readonly [what: string, wrong: WireFault, told: object]>([
      ['a cut', { kind: 'lost', end: 'cut' }, { fault: 'unreachable', ...lost }],
      ['silence', { kind: 'lost', end: 'silence' }, { fault: 'timed-out', ...lost }],
      ['502 of what stands in between', { kind: 'status', status: 502 }, { fault: 'server-error', ...lost }],
      ['504 of what stands in between', { kind: 'status', status: 504 }, { fault: 'server-error', ...lost }],
      ['a page for people with 200', { kind: 'html' }, { fault: 'wrong-shape', ...lost }],
      ['half a JSON', { kind: 'half' }, { fault: 'wrong-shape', ...lost }],
      ['a redirect', { kind: 'redirect', to: '/login' }, { fault: 'misconfigured', ...lost }],
    ])('says that a record may have been made whose making was answered by %s, and finds it', async (_, fault, told) => {
      wire().faults.add({ request: wire().making, times: 1, fault });
      expect(await faultOf(connect(hasty).open(draftOf(), never))).toMatchObject(told);
      expect(under().changes()).toHaveLength(1);
      expect(await connect().open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval', digest: digestOf('a') });
      expect(under().changes()).toHaveLength(1);
    });

    it.each([400, 401, 403, 429])('knows that nothing was made when the system says %d', async (status) => {
      wire().faults.add({ request: wire().making, fault: { kind: 'status', status } });
      expect(await faultOf(system().open(draftOf(), never))).toMatchObject({ lost: false });
    });

    it('makes nothing where it is told not to', async () => {
      const refusal = new Error('not now');
      await expect(system().open(draftOf(), never, () => Promise.reject(refusal))).rejects.toBe(refusal);
      expect(under().changes()).toEqual([]);
      await system().open(draftOf(), never);
      expect(await system().open(draftOf(), never, () => Promise.reject(refusal))).toMatchObject({ phase: 'awaiting-approval' });
    });

    it('repeats what a rule of the system says that lets it not be done', async () => {
      const body = wire().refusal('Business rule: freeze until Monday');
      wire().faults.add({ request: wire().making, fault: { kind: 'status', status: 403, body } });
      const { fault, detail } = await faultOf(system().open(draftOf(), never));
      expect(fault).toBe('forbidden');
      expect(detail).toContain('freeze until Monday');
      expect(detail).not.toContain('the account may not');
    });

    it('says why it ends or cancels a record once, however often it is not let', async () => {
      const { number, reference } = await system().open(draftOf(), never);
      under().people.approve(number);
      wire().letMove('no');
      const end = { outcome: 'successful', notes: 'all done' } as const;
      for (let time = 0; time < 3; time++) {
        expect(await faultOf(system().finish(reference, end, never))).toMatchObject({ fault: 'not-allowed-now' });
        expect(await faultOf(system().cancel(reference, 'not needed', never))).toMatchObject({ fault: 'not-allowed-now' });
      }
      wire().letMove('yes');
      await system().cancel(reference, 'not needed', never);
      const { notes } = under().changes()[0]!;
      expect(notes.filter((note) => note.includes('not needed'))).toHaveLength(1);
      expect(notes.filter((note) => note.includes('all done')).length).toBeLessThanOrEqual(1);
    });

    it('goes on with a record that was made and never brought before anybody', async () => {
      wire().faults.add({ request: wire().moving, times: 1, fault: { kind: 'drop' } });
      await faultOf(system().open(draftOf(), never));
      expect(await system().find(PLAN, never)).toMatchObject({ phase: 'draft', approval: 'not-requested' });
      expect(await system().open(draftOf(), never)).toMatchObject({ phase: 'awaiting-approval', approval: 'requested' });
      expect(under().changes()).toHaveLength(1);
    });

    it('asks nobody to approve a record that shows less than was written', async () => {
      wire().dropPlans();
      expect(await faultOf(system().open(draftOf(), never))).toMatchObject({ fault: 'fields-ignored', retryable: false });
      expect(await system().find(PLAN, never)).toBeUndefined();
    });

    it('makes nothing where it may only read, and says so', async () => {
      wire().readOnly();
      expect(await faultOf(system().open(draftOf(), never))).toMatchObject({ fault: 'forbidden' });
      expect(under().changes()).toEqual([]);
    });

    it('calls a wrong login by its name, and does not try it again and again', async () => {
      expect(await faultOf(connect({ secret: 'wrong' }).open(draftOf(), never))).toMatchObject({ fault: 'unauthorized', retryable: false });
      expect(wire().requests.length).toBeLessThanOrEqual(2);
    });

    it('calls no address that is not allowed, and trusts no other authority', async () => {
      expect(await faultOf(connect({ allowedNetworks: [] }).find(PLAN, never))).toMatchObject({ fault: 'misconfigured', retryable: false });
      expect(await faultOf(connect({ caBundle: 'of-another-authority' }).find(PLAN, never))).toMatchObject({ fault: 'misconfigured' });
      expect(wire().requests).toEqual([]);
    });

    it('tells a system that nobody listens for as unreachable', async () => {
      await under().close();
      expect(await faultOf(system().find(PLAN, never))).toMatchObject({ fault: 'unreachable', retryable: true });
    });

    it('follows no redirect', async () => {
      wire().faults.add({ fault: { kind: 'redirect', to: '/elsewhere' } });
      await faultOf(system().find(PLAN, never));
      expect(wire().requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    });

    it('ends with the reason of whoever aborts', async () => {
      const abort = new AbortController();
      const reason = new Error('the job was stopped');
      wire().faults.add({ fault: { kind: 'hang' } });
      const asked = system().open(draftOf(), abort.signal);
      abort.abort(reason);
      await expect(asked).rejects.toBe(reason);
      await expect(
        system()
          .read('1', AbortSignal.abort(reason))
          .catch((error: unknown) => error),
      ).resolves.toSatisfy((end) => end === reason || end === undefined);
    });

    it('keeps its secrets to itself, whatever goes wrong and whatever the system says', async () => {
      const { secrets, faults } = wire();
      const told: unknown[] = [await faultOf(connect({ secret: 'wrong' }).find(PLAN, never))];
      const echo = `you sent ${secrets[0]} as ${wire().credentials} or ${encodeURIComponent(secrets[0])}`;
      const wrongs = [
        ...FAULTS.map(([, wrong]) => wrong).filter(({ kind }) => kind !== 'hang'),
        { kind: 'status', status: 400, body: wire().refusal(echo) } as const,
      ];
      for (const fault of wrongs) {
        const lift = faults.add({ fault });
        told.push(await faultOf(connect(small).open(draftOf(), never)));
        lift();
      }
      const text = told.map(everything).join('\n');
      expect(text).toContain('you sent');
      for (const secret of [...secrets, wire().credentials]) expect(text).not.toContain(secret);
    });

    it('repeats what the system says of a refusal, in one line of bounded length', async () => {
      wire().faults.add({
        request: wire().making,
        fault: { kind: 'status', status: 400, body: wire().refusal(`assignment group\nis mandatory ${'x'.repeat(9_000)}`) },
      });
      const { fault, detail } = await faultOf(system().open(draftOf(), never));
      expect(fault).toBe('misconfigured');
      expect(detail).toContain('assignment group is mandatory');
      expect(detail.length).toBeLessThan(1_000);
    });
  });
}

function everything(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 8) return JSON.stringify(error) ?? '';
  return `${error.message} ${error.stack} ${JSON.stringify({ ...error })} ${everything(error.cause, depth + 1)}`;
}
