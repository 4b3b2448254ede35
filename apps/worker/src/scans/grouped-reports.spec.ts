import { MOST_REPORTS, type ReportsOrder, type ReportsOutcome, type SourceFault, type SourceReport } from '@lockstep/fleet';
import { expect, it } from 'vitest';
import { GroupedReports } from './grouped-reports.js';

const sighting = (id: string): SourceReport => ({
  report: 'sighting',
  sighting: { subject: { kind: 'cluster', id }, observedAt: '2026-11-20T06:00:00Z' },
});
const fault = (id: string | null): SourceFault => ({
  code: 'wrong-shape',
  subject: id === null ? null : { kind: 'cluster', id },
  place: null,
  detail: 'x',
});
const order = (id: string, more: Partial<ReportsOrder> = {}): ReportsOrder => ({
  scan: 's',
  source: 'a',
  inside: true,
  reports: [sighting(id)],
  ...more,
});

/** Records one group at a time, when it is let. */
function world(outcomeOf: (group: ReportsOrder) => ReportsOutcome) {
  const groups: ReportsOrder[] = [];
  const releases: (() => void)[] = [];
  const reports = new GroupedReports({
    execute: async (group) => {
      groups.push(group);
      await new Promise<void>((settle) => releases.push(settle));
      return outcomeOf(group);
    },
  });
  const release = async () => {
    while (releases.length === 0) await new Promise((settle) => setImmediate(settle));
    releases.shift()!();
  };
  const sizes = () => groups.map((group) => group.reports.length);
  return { reports, release, sizes };
}

const idsOf = ({ reports }: ReportsOrder) =>
  reports.flatMap((report) => (report.report === 'sighting' && 'id' in report.sighting.subject ? [report.sighting.subject] : []));
const allSeen = (group: ReportsOrder): ReportsOutcome => ({
  outcome: 'recorded',
  seen: idsOf(group),
  changed: idsOf(group).slice(-1),
  faults: [fault(null), ...idsOf(group).map(({ id }) => fault(id))],
});

it('records together what comes while something is recorded, and tells each of its own', async () => {
  const { reports, release, sizes } = world(allSeen);
  const outcomes = ['c1', 'c2', 'c3'].map((id) => reports.execute(order(id)));
  await release();
  await release();
  expect(await Promise.all(outcomes)).toEqual([
    {
      outcome: 'recorded',
      seen: [{ kind: 'cluster', id: 'c1' }],
      changed: [{ kind: 'cluster', id: 'c1' }],
      faults: [fault(null), fault('c1')],
    },
    { outcome: 'recorded', seen: [{ kind: 'cluster', id: 'c2' }], changed: [], faults: [fault(null), fault('c2')] },
    { outcome: 'recorded', seen: [{ kind: 'cluster', id: 'c3' }], changed: [{ kind: 'cluster', id: 'c3' }], faults: [fault('c3')] },
  ]);
  expect(sizes()).toEqual([1, 2]);
});

it('keeps scans and sources apart, and looks from outside alone', async () => {
  const { reports, release, sizes } = world(allSeen);
  const outcomes = [order('c1'), order('c2', { source: 'b' }), order('c3', { scan: 't' }), order('c4', { inside: false })].map((one) =>
    reports.execute(one),
  );
  for (const _ of outcomes) await release();
  await Promise.all(outcomes);
  expect(sizes()).toEqual([1, 1, 1, 1]);
});

it('records no more at once than one transaction holds', async () => {
  const { reports, release, sizes } = world(allSeen);
  const many = (id: string) => order(id, { reports: Array.from({ length: MOST_REPORTS - 1 }, (_, n) => sighting(`${id}-${n}`)) });
  const outcomes = [order('c1'), many('c2'), order('c3'), many('c4')].map((one) => reports.execute(one));
  for (let n = 0; n < 3; n++) await release();
  await Promise.all(outcomes);
  expect(sizes()).toEqual([1, MOST_REPORTS, MOST_REPORTS - 1]);
});

it('tells all of them that the scan is over', async () => {
  const { reports, release } = world(() => ({ outcome: 'not-running' }));
  const outcomes = ['c1', 'c2', 'c3'].map((id) => reports.execute(order(id)));
  await release();
  await release();
  expect(await Promise.all(outcomes)).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'not-running' })));
});

it('holds what one of them fails for against that one alone, and goes on', async () => {
  const { reports, release } = world((group) => {
    if (idsOf(group).some(({ id }) => id === 'bad')) throw new Error('not this one');
    return allSeen(group);
  });
  const outcomes = ['c1', 'bad', 'c3'].map((id) => reports.execute(order(id)).then(({ outcome }) => outcome, String));
  for (let n = 0; n < 4; n++) await release();
  expect(await Promise.all(outcomes)).toEqual(['recorded', 'Error: not this one', 'recorded']);
  const later = reports.execute(order('c4'));
  await release();
  expect(await later).toMatchObject({ outcome: 'recorded' });
});
