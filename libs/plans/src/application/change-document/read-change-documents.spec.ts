import type { ApprovalView } from '@lockstep/approvals';
import { DEFAULT_SIGNOFF_POLICY } from '@lockstep/approvals/domain';
import { computePlan } from '@lockstep/planner';
import { beforeEach, describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../test/change-facts.js';
import { demoWorld } from '../../../test/demo-world.js';
import { schedulePolicy } from '../../domain/index.js';
import type { RecordedPlanSchedule } from '../plan-schedules.use-case.js';
import type { PlanView } from '../plan-view.js';
import type { ChangeSources } from './change-sources.port.js';
import { ReadChangeDocuments } from './read-change-documents.use-case.js';

const world = demoWorld('tiny', 'tiny-nsx-9-1');
const plan = computePlan(world);
const view = {
  id: 'p-1',
  status: 'computed',
  request: { goal: world.goal, hypothetical: false, requestedBy: 'anna', fleet: { position: 7 }, parent: null },
  requestedAt: '2026-11-20T07:00:00Z',
  result: { digest: plan.metadata.digest, outcome: plan.spec.outcome },
  fallen: [],
  supersededBy: null,
  withdrawal: null,
} as unknown as PlanView;
const approval = {
  state: 'approved',
  request: null,
  missing: [],
  classes: [],
  voices: [],
  refusals: [],
  waivers: [],
  unowned: [],
  breakGlass: null,
  lifted: [],
};

let reads: string[];
let asked: (readonly string[])[];
beforeEach(() => ((reads = []), (asked = [])));

function documents(given: Partial<ChangeSources> = {}) {
  const counted =
    <T>(name: string, value: T) =>
    async () => (reads.push(name), value);
  const sources: ChangeSources = {
    plans: {
      find: async () => view,
      listBefore: async () => [{ id: 'p-0', requestedBy: 'bert', parent: null }],
      findStage: async () => 'computed',
      findDocument: counted('plan', plan),
      getMatrix: counted('matrix', world.matrix),
      getFleet: counted('fleet', world.fleet),
    },
    schedules: { find: async () => undefined },
    learned: { medians: async () => ({}) },
    approvals: { stateOf: async () => approval as unknown as ApprovalView },
    policies: { find: async () => ({ policy: DEFAULT_SIGNOFF_POLICY, version: 0, changedAt: null, changedBy: null, reason: null }) },
    people: { findPeople: async (actors) => actors.filter((id) => id === 'anna').map((id) => ({ id, name: 'Anna Berg' })) },
    headroom: async (clusters) => (asked.push(clusters), { verdict: 'unknown', detail: 'Nobody looked.' }),
    freshness: null,
    clocks: { show: (_, zone) => `noon in ${zone}` },
    ...given,
  };
  return new ReadChangeDocuments(sources, 'https://lockstep.example');
}

describe('reading change documents', { timeout: 60_000 }, () => {
  it('reads and searches what follows from the digest once, and what is on record each time', async () => {
    const reading = documents();
    const [first, second] = await Promise.all([reading.find(view), reading.find(view)]);
    expect(reads).toEqual(['plan', 'matrix', 'fleet']);
    const later = await reading.find({ ...view, withdrawal: { reason: 'other plans', at: '', by: '' } });
    expect(reads).toHaveLength(3);
    expect(second).toEqual(first);
    expect(later!.notices).toEqual(['This plan was withdrawn: other plans']);
  });

  it('keeps plans apart that share a digest and not the name of the goal', async () => {
    const reading = documents();
    await reading.find(view);
    const renamed = { ...world.goal, metadata: { name: 'another name' } };
    await reading.find({ ...view, request: { ...view.request, goal: renamed } });
    expect(reads).toHaveLength(6);
  });

  it('tries again what failed', async () => {
    let broken = true;
    const findDocument = async () => {
      if (broken) throw new Error('the database is away');
      return plan;
    };
    const sound = {
      find: async () => view,
      listBefore: async () => [],
      findStage: async () => 'computed' as const,
      getMatrix: async () => world.matrix,
    };
    const reading = documents({ plans: { ...sound, findDocument, getFleet: async () => world.fleet } });
    await expect(reading.find(view)).rejects.toThrow('the database is away');
    broken = false;
    expect((await reading.find(view))!.steps).toHaveLength(plan.spec.steps.length);
  });

  it('asks for the addresses of the roll with most clusters', async () => {
    const document = await documents().find(view);
    expect(asked).toEqual([['shop/batch', 'shop/checkout']]);
    expect(document!.risks.headroom).toEqual({
      verdict: 'unknown',
      detail: 'Asked for s4, in which most clusters roll at once. Nobody looked.',
    });
  });

  it('calls people by the names that they have when it is read, with their ids', async () => {
    const document = (await documents().find(view))!;
    expect(document.identity.requestedBy).toBe('Anna Berg (anna)');
    expect(document.approval!.excluded).toEqual(['Anna Berg (anna)', 'bert']);
    expect((await documents({ people: { findPeople: async () => [] } }).find(view))!.identity.requestedBy).toBe('anna');
  });

  it('calls sign-offs of a void plan void', async () => {
    expect((await documents().find(view))!.approval!.state).toBe('approved');
    expect((await documents().find({ ...view, status: 'void' }))!.approval!.state).toBe('void');
  });

  it('asks nobody about a plan over assumed facts', async () => {
    const hypothetical = { assumed: { statements: [], releases: [], hops: [], versions: [] }, over: { matrix: '', fleet: '' } };
    const document = await documents().find({ ...view, request: { ...view.request, hypothetical } });
    expect(document).toMatchObject({ approval: null, risks: { headroom: { verdict: 'not-asked' } }, summary: { window: null } });
    expect(asked).toEqual([]);
  });

  it('shows a schedule by the clocks of its windows', async () => {
    const window = { start: '2026-11-28T22:00', duration: 'PT8H', timeZone: 'Europe/Berlin' };
    const kept = {
      ...scheduleOf({ plan, fleet: world.fleet }),
      basis: { policy: schedulePolicy.parse({ windows: [window] }), durations: { perNode: {}, fixed: {}, nodes: 6 } },
    } as unknown as RecordedPlanSchedule;
    const document = await documents({ schedules: { find: async () => kept } }).find(view);
    expect(document!.summary.window).toMatchObject({
      zone: 'Europe/Berlin',
      start: { utc: '2026-11-28T21:00:00Z', local: 'noon in Europe/Berlin' },
    });
  });

  it('tells that the age of its facts can not be told, rather than nothing', async () => {
    const freshness = { execute: () => Promise.reject(new Error('the record lags')) };
    expect((await documents({ freshness }).find(view))!.notices.join()).toMatch(/can not be told now/);
  });

  it('has nothing of a plan without a result', async () => {
    expect(await documents().find({ ...view, result: null })).toBeUndefined();
    expect(reads).toEqual([]);
  });
});
