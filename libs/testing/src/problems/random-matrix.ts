import type { Evidence, Status } from '@lockstep/documents';
import { WELL_KNOWN } from '../builders/index.js';
import type { Choose } from './choose.js';

type Entry = Record<string, unknown>;
export type Versions = ReadonlyMap<string, readonly string[]>;

/** Oldest first. A problem takes some neighbouring ones of each component. */
const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  nsx: ['4.1.0', '4.2.0', '4.2.1', '9.0.0', '9.1.0'],
  vcenter: ['8.0U2', '8.0U3', '8.0U3g', '9.0.0.0'],
  supervisor: ['v1.30.1', 'v1.30.5', 'v1.31.2', 'v1.32.0'],
  vks: ['3.3.0', '3.4.0', '3.5.0', '3.6.0'],
  vkr: ['v1.31.4+vmware.1-fips-vkr.1', 'v1.32.1+vmware.1-vkr.1', 'v1.32.1+vmware.1-vkr.2', 'v1.33.3', 'v1.34.1'],
  antrea: ['2.1.0', '2.2.0', '2.3.0', '2.4.0'],
  'antrea-nsx-adapter': ['1.1.0', '1.2.0', '1.3.0', '1.4.0'],
};

/** Versions that no release lists, one older than most releases and one in the middle. */
export const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  nsx: ['4.1.1', '4.2.0.5'],
  vcenter: ['8.0U2b', '8.0U3a'],
  supervisor: ['v1.30.2', 'v1.31.0'],
  vks: ['3.3.1', '3.4.2'],
  vkr: ['v1.31.6', 'v1.32.3'],
  antrea: ['2.1.1', '2.2.5'],
  'antrea-nsx-adapter': ['1.1.1', '1.2.5'],
};

/** Which components may constrain each other, and in how many of a hundred problems they do; the rarer ones twice as often in wild problems and seldom in calm ones. */
const RELATIONS: readonly (readonly [number, string, string])[] = [
  [90, 'antrea-nsx-adapter', 'nsx'],
  [55, 'antrea-nsx-adapter', 'antrea'],
  [15, 'antrea-nsx-adapter', 'vkr'],
  [15, 'antrea', 'nsx'],
  [20, 'antrea', 'vkr'],
  [50, 'vkr', 'vks'],
  [30, 'vkr', 'supervisor'],
  [15, 'vkr', 'vcenter'],
  [15, 'vkr', 'nsx'],
  [40, 'vks', 'supervisor'],
  [15, 'vks', 'nsx'],
  [35, 'supervisor', 'vcenter'],
  [40, 'nsx', 'vcenter'],
];

export interface RandomMatrix {
  readonly spec: Entry;
  readonly versions: Versions;
  /** What the oldest VKr carries along: a cluster on it need not say these versions. */
  readonly bundledAtFirst: readonly string[];
}

export function randomMatrix(choose: Choose): RandomMatrix {
  const versions = chooseVersions(choose);
  const relations: Entry[] = [];
  const statements: Entry[] = [];
  for (const [percent, a, b] of RELATIONS) {
    if (!versions.has(a) || !versions.has(b) || !(percent < 40 ? choose.rarely(2 * percent) : choose.chance(percent))) continue;
    const unknown = choose.weighted([
      [4, 'deny'],
      [1, 'allow'],
    ] as const);
    relations.push({ between: choose.chance(50) ? [a, b] : [b, a], unknown, ...(choose.chance(6) ? { enforce: false } : {}) });
    statements.push(...statementsBetween(choose, versions, a, b, unknown));
  }
  const releases = releasesOf(choose, versions);
  return {
    versions,
    bundledAtFirst: Object.keys((releases.find(({ component }) => component === 'vkr')?.['bundle'] as Entry | undefined) ?? {}),
    spec: {
      components: WELL_KNOWN.filter(({ id }) => versions.has(id)),
      relations,
      releases,
      statements: statements.map((statement, index) => ({ id: `statement-${String(index + 1).padStart(2, '0')}`, ...statement })),
      hops: [...versions.keys()]
        .flatMap((component) => hopsOf(choose, versions, component))
        .map((hop, index) => ({ id: `hop-${index + 1}`, ...hop })),
    },
  };
}

function chooseVersions(choose: Choose): Versions {
  const presence = { nsx: 97, vcenter: 40, supervisor: 40, vks: 50, vkr: 94, antrea: 60, 'antrea-nsx-adapter': 92 };
  const versions = new Map<string, readonly string[]>();
  for (const [component, percent] of Object.entries(presence)) {
    if (!choose.chance(percent)) continue;
    const list = CATALOGUE[component]!;
    const count = choose.weighted([
      [2, 2],
      [5, 3],
      [2, 4],
    ]);
    const first = choose.int(0, list.length - count);
    versions.set(component, list.slice(first, first + count));
  }
  if (versions.size === 0) versions.set('nsx', CATALOGUE['nsx']!.slice(0, 2));
  return versions;
}

function releasesOf(choose: Choose, versions: Versions): Entry[] {
  const bundles = choose.chance(80);
  const supervisorBundlesVks = choose.chance(12);
  return [...versions].flatMap(([component, list]) => {
    const [dated, tracked] = [choose.chance(50), choose.chance(40)];
    return list.map((version, index) => {
      const release: Entry = { component, version };
      if (dated && choose.chance(90)) release['released'] = `202${choose.chance(12) ? choose.int(0, 5) : index + 1}-03-01`;
      if (tracked && !choose.rarely(15)) release['endOfSupport'] = `202${7 + Math.floor(index / 2)}-0${choose.int(1, 9)}-01`;
      const bundle: Entry = {};
      const carried =
        component === 'vkr' && bundles
          ? ['antrea', 'antrea-nsx-adapter']
          : component === 'supervisor' && supervisorBundlesVks
            ? ['vks']
            : [];
      for (const rider of carried)
        if (versions.has(rider) && !choose.rarely(30)) bundle[rider] = bundledVersion(choose, versions, rider, index);
      return Object.keys(bundle).length > 0 ? { ...release, bundle } : release;
    });
  });
}

function bundledVersion(choose: Choose, versions: Versions, rider: string, index: number): string {
  if (choose.chance(4)) return choose.pick(UNLISTED[rider]!);
  const list = versions.get(rider)!;
  const offset = choose.weighted([
    [6, 0],
    [1, choose.rarely(100) ? -1 : 0],
    [2, 1],
  ]);
  return list[Math.max(0, Math.min(list.length - 1, index + offset))]!;
}

/** Windows that move upwards along both release lists, so that most problems take several steps, and some noise on top. */
function statementsBetween(choose: Choose, versions: Versions, a: string, b: string, unknown: 'deny' | 'allow'): Entry[] {
  const [listA, listB] = [versions.get(a)!, versions.get(b)!];
  // From the middle of the release before to the middle of the release after: neighbours of `a` share a version of `b` unless a window is narrow.
  const middle = (index: number) =>
    Math.round((Math.max(0, Math.min(listA.length - 1, index)) * (listB.length - 1)) / Math.max(1, listA.length - 1));
  // The vendor pairs an adapter with the Antrea of its own release only: then both can but move together.
  const paired = a === 'antrea-nsx-adapter' && b === 'antrea' && choose.chance(60);
  const [before, after] = choose.weighted([
    [paired ? 30 : 0, [0, 0]],
    [3, [1, 1]],
    [5, [0, 1]],
    [5, [1, 0]],
    [1, choose.rarely(100) ? [0, 0] : [1, 1]],
  ] as const);
  const statements: Entry[] = [];
  listA.forEach((version, index) => {
    if (unknown === 'allow' ? choose.chance(50) : choose.rarely(6)) return;
    statements.push(
      statement(
        choose,
        { [a]: exactly(choose, version), [b]: rangeOver(choose, listB, middle(index - before), middle(index + after)) },
        choose.rarely(40) ? 50 : 98,
      ),
    );
  });
  const noise = choose.weighted([
    [2, 0],
    [3, 1],
    [1, choose.rarely(80) ? 2 : 0],
  ]);
  for (let i = 0; i < noise; i++)
    statements.push(statement(choose, { [a]: randomRange(choose, listA), [b]: randomRange(choose, listB) }, 25));
  return statements;
}

function statement(choose: Choose, between: Entry, validatedPercent: number): Entry {
  const status: Status = choose.chance(validatedPercent)
    ? 'validated'
    : choose.weighted([
        [4, 'transitional'],
        [3, 'untested'],
        [2, 'rejected'],
      ]);
  const evidence: Evidence = choose.weighted([
    [12, 'vendor'],
    [2, 'mirror'],
    [2, 'third-party'],
    [3, 'operator'],
    [1, choose.rarely(100) ? 'observed' : 'vendor'],
    [1, choose.rarely(100) ? 'assumed' : 'operator'],
  ]);
  const expires = choose.weighted([
    [30, undefined],
    [1, choose.rarely(100) ? '2026-11-19' : undefined],
    [1, '2026-11-20'],
    [1, '2027-03-31'],
  ]);
  return { between, status, evidence, ...(expires === undefined ? {} : { expires }) };
}

const exactly = (choose: Choose, version: string): string => (choose.chance(50) ? version : `=${version}`);

function rangeOver(choose: Choose, list: readonly string[], low: number, high: number): string {
  if (low === high) return exactly(choose, list[low]!);
  if (low === 0 && high === list.length - 1 && choose.chance(40)) return '*';
  return choose.chance(70) ? `>=${list[low]} <=${list[high]}` : list.slice(low, high + 1).join(' || ');
}

export function randomRange(choose: Choose, list: readonly string[]): string {
  const low = choose.int(0, list.length - 1);
  return rangeOver(choose, list, low, choose.int(low, list.length - 1));
}

function hopsOf(choose: Choose, versions: Versions, component: string): Entry[] {
  const list = versions.get(component)!;
  const rides = component === 'antrea' || component === 'antrea-nsx-adapter';
  if (rides && (component === 'antrea' ? choose.chance(40) : choose.rarely(30))) return [];
  const extras = (): Entry => ({
    ...(choose.rarely(30) ? { requires: conditions(choose, versions, component) } : {}),
    ...(choose.chance(10) ? { reversible: false } : {}),
  });
  const supported = (from: string, to: string, more: Entry = {}): Entry => ({
    component,
    from,
    to,
    status: 'supported',
    ...more,
    ...extras(),
  });
  const anywhere = () => [supported('*', '*')];
  const oneMinor = () => [supported('*', '*', { maxMinorStep: 1 })];
  const neighbours = () => list.slice(1).map((to, index) => supported(choose.chance(50) ? `=${list[index]}` : `<${to}`, `=${to}`));
  // Minors cannot be counted across majors: there such a rule admits nothing, and mostly makes the goal unreachable.
  const crossesMajor = component === 'nsx' || component === 'vcenter';
  const rules = choose.weighted([
    [4, anywhere],
    [3, crossesMajor && !choose.rarely(25) ? neighbours : oneMinor],
    [5, neighbours],
  ])();
  if (choose.rarely(25)) {
    const when = choose.chance(60) ? { when: conditions(choose, versions, component) } : {};
    rules.push({ component, from: randomRange(choose, list), to: randomRange(choose, list), status: 'blocked', ...when });
  }
  return rules;
}

function conditions(choose: Choose, versions: Versions, component: string): Entry[] {
  const others = [...versions.keys()].filter((other) => other !== component);
  if (others.length === 0) return [];
  const count = choose.weighted([
    [5, 1],
    [1, 2],
  ]);
  return Array.from({ length: count }, () => {
    const other = choose.pick(others);
    const list = versions.get(other)!;
    return { component: other, range: choose.chance(60) ? `>=${choose.pick(list)}` : randomRange(choose, list) };
  });
}
