import { EVIDENCE, LATEST, type StatementEntry } from '@lockstep/documents';
import type { Choose } from './choose.js';
import type { RandomFleet } from './random-fleet.js';
import { randomRange, type Versions } from './random-matrix.js';

type Entry = Record<string, unknown>;

/** Selections may come out empty; the caller drops the targets and holds that select nothing. */
export function randomGoal(
  choose: Choose,
  versions: Versions,
  fleet: RandomFleet,
  statements: readonly StatementEntry[],
): { readonly targets: Entry[]; readonly hold: Entry[]; readonly rest: Entry } {
  const components = [...versions.keys()];
  const count = choose.weighted([
    [4, 1],
    [4, 2],
    [2, 3],
  ]);
  const targets = Array.from({ length: count }, () => {
    const component = choose.pick([...['nsx', 'nsx', 'nsx', 'vkr', 'vkr'].filter((id) => versions.has(id)), ...components]);
    return { component, version: targetVersion(choose, versions.get(component)!), ...selection(choose, fleet, 22) };
  });
  const waives = choose.chance(25);
  const hold = choose.rarely(20) ? [{ component: choose.pick(components), ...selection(choose, fleet, 60) }] : [];
  return {
    targets,
    hold,
    rest: {
      ...(choose.rarely(25) ? { supportedUntil: choose.pick(['2027-01-01', '2027-06-30', '2028-01-01']) } : {}),
      policy: {
        evidence: choose.weighted([
          [waives ? 15 : 0, 'third-party'],
          [waives ? 5 : 0, 'vendor'],
          [10, 'operator'],
          [3, 'assumed'],
          [1, choose.rarely(100) ? 'vendor' : 'observed'],
          [1, choose.rarely(100) ? choose.pick(EVIDENCE) : 'operator'],
        ]),
        acceptUntested: choose.chance(25),
        mixedWindow: choose.weighted([
          [4, 'comoved'],
          [1, 'strict'],
        ]),
        ...(waives ? { waivers: waiversOf(choose, statements) } : {}),
      },
    },
  };
}

function targetVersion(choose: Choose, list: readonly string[]): string {
  return choose.weighted<() => string>([
    [7, () => `=${list.at(-1)}`],
    [3, () => `>=${choose.pick(list.slice(1).toReversed())}`],
    [2, () => LATEST],
    [1, () => (choose.rarely(100) ? randomRange(choose, list) : `>=${list.at(-1)}`)],
  ])();
}

/** Of most statements that some policy does not take, in force or not: on its last day, run out the day before, far from its end. */
function waiversOf(choose: Choose, statements: readonly StatementEntry[]): Entry[] {
  const weak = statements.filter(({ status, evidence }) => status !== 'rejected' && (status === 'untested' || evidence !== 'vendor'));
  const waived = weak.filter(() => choose.chance(85));
  return waived.map(({ id }) => ({
    statement: id,
    reason: 'soak test',
    by: 'board',
    expires: choose.weighted([
      [8, '2027-03-31'],
      [3, '2026-11-20'],
      [1, '2026-11-19'],
    ]),
  }));
}

function selection(choose: Choose, { nsxManagers, supervisors, clusters }: RandomFleet, percent: number): Entry {
  if (!choose.chance(percent)) return {};
  const id = (nodes: readonly { readonly id: string }[]) => [choose.pick(nodes).id];
  return {
    select: choose.weighted<() => Entry>([
      [4, () => ({ ids: id(clusters) })],
      [2, () => ({ labels: { env: choose.pick(['prod', 'dev']) } })],
      [2, () => ({ supervisors: id(supervisors) })],
      [2, () => ({ nsxManagers: id(nsxManagers) })],
      [2, () => ({ projects: [choose.pick(['payments', 'shop'])] })],
      [1, () => ({ nsxManagers: id(nsxManagers), labels: { env: 'prod' } })],
    ])(),
  };
}
