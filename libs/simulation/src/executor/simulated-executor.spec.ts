import type { PlanSpec } from '@lockstep/documents';
import { beforeEach, expect, it } from 'vitest';
import type { World } from '../world/world.js';
import { namedWorld } from '../worlds/named-worlds.js';
import type { Service, ServiceRequest } from './service.port.js';
import { type ExecutorOptions, SimulatedExecutor } from './simulated-executor.js';

const [from, to] = ['4.2.1.0', '9.0.2.0'];
const spec = {
  groups: [],
  steps: [
    {
      id: 's1',
      component: 'vkr',
      subjects: ['sup-1/shop/batch'],
      after: [],
      moves: [{ component: 'vkr', from: 'v1.32.10+vmware.1-fips-vkr.2', to: 'v1.33.6+vmware.1-fips-vkr.2' }],
    },
    { id: 's2', component: 'nsx', subjects: ['nsx-1'], after: ['s1'], moves: [{ component: 'nsx', from, to }] },
  ],
} as unknown as PlanSpec;

/** A service that takes what it is told, and has seen the world whenever it is asked. */
class PlainService implements Service {
  readonly reports: { phase: string; step: string; subjects?: string[]; running: string[] }[] = [];
  gate: { verdict: string; reasons: object[] } = { verdict: 'go', reasons: [] };
  refusal: { code: string; detail: string } | null = null;
  private readonly attempts: { step: string; subject: string; outcome: string }[] = [];

  constructor(private readonly world: World) {}

  async ask({ method, path, body }: ServiceRequest) {
    const answer = (status: number, what: unknown) => ({ status, body: what, location: null, etag: null });
    if (path.includes('/gate')) return answer(200, this.gate);
    if (path.endsWith('/execution')) return answer(200, { status: 'executing', steps: this.steps() });
    if (path.includes('/attempts') && method === 'GET') return answer(200, { items: this.attempts, page: { next: null } });
    if (!path.endsWith('/attempts')) return answer(200, { digest: 'd', plan: { spec } });
    if (this.refusal) return answer(409, this.refusal);
    this.take(body as { phase: string; step: string; subjects?: string[] });
    return answer(200, {});
  }

  private take(report: { phase: string; step: string; subjects?: string[] }): void {
    this.reports.push({ ...report, running: [...this.world.state.values()].filter(({ roll }) => roll).map(({ id }) => id) });
    for (const subject of report.subjects ?? [])
      if (report.phase === 'start') this.attempts.push({ step: report.step, subject, outcome: 'running' });
      else this.attempts.find((one) => one.step === report.step && one.subject === subject)!.outcome = 'succeeded';
  }

  private steps() {
    return spec.steps.map(({ id }) => ({
      step: id,
      state: this.attempts.some(({ step, outcome }) => step === id && outcome === 'succeeded') ? 'confirmed' : 'waiting',
      evidence: this.reports.filter(({ phase, step }) => phase === 'evidence' && step === id),
    }));
  }
}

let world: World;
let service: PlainService;
beforeEach(() => {
  world = namedWorld('tiny');
  service = new PlainService(world);
});
const executor = (onMoment?: ExecutorOptions['onMoment']) =>
  new SimulatedExecutor({ world, service, observe: async () => {}, ...(onMoment && { onMoment }) });
const told = () => service.reports.map(({ phase, step, running }) => [phase, step, ...running].join(' '));
const ALL_TOLD = ['start s1', 'succeed s1', 'start s2', 'succeed s2', 'evidence s2'];

it('reports a start before anything moves, and an end when nothing moves any more', async () => {
  const moments: string[] = [];
  expect(await executor((moment, { id }) => void moments.push(`${id} ${moment}`)).execute('p')).toEqual({ outcome: 'done' });
  expect(told()).toEqual(ALL_TOLD);
  expect(moments).toEqual(
    ['s1', 's2'].flatMap((id) => ['asking', 'started', 'rolling', 'rolled', 'reported', 'confirmed'].map((moment) => `${id} ${moment}`)),
  );
  expect(world.get('nsx-manager', 'nsx-1').versions['nsx']).toBe(to);
});

it('touches nothing while the gate holds, and says why', async () => {
  service.gate = { verdict: 'hold', reasons: [{ reason: 'freeze', detail: 'until Monday' }] };
  expect(await executor().execute('p')).toMatchObject({ outcome: 'held', step: 's1', verdict: 'hold', reasons: [{ reason: 'freeze' }] });
  expect([told(), world.position]).toEqual([[], 0]);
});

it('touches nothing when its start is not taken', async () => {
  service.refusal = { code: 'drift', detail: 'drift of 1' };
  expect(await executor().execute('p')).toMatchObject({ outcome: 'refused', step: 's1', code: 'drift' });
  expect(world.position).toBe(0);
});

it.each(['started', 'rolling', 'rolled', 'reported', 'confirmed'])(
  'goes on where another one was killed when it had %s, and starts nothing twice',
  async (killedAt) => {
    const killed = executor((moment, { id }) => {
      if (id === 's2' && moment === killedAt) throw new Error('killed');
    });
    await expect(killed.execute('p')).rejects.toThrow('killed');
    expect(await executor().execute('p')).toEqual({ outcome: 'done' });
    expect(told()).toEqual(ALL_TOLD);
    expect(world.get('nsx-manager', 'nsx-1')).toMatchObject({ versions: { nsx: to }, roll: null });
  },
);

it('does not call a roll done that is stuck', async () => {
  world.trouble('cluster', 'shop/batch', 'stuck');
  await expect(executor().execute('p')).rejects.toThrow(/step s1; its roll; must go through/);
  expect(told()).toEqual(['start s1']);
});
