import { describe, expect, it } from 'vitest';
import { API_VERSION, type DocumentOfKind, type Kind, type Located, readValue, renderProblem } from '@lockstep/documents';
import { goalProblems } from '@lockstep/planner';
import { fleet, matrix, rejected, validated } from '@lockstep/testing/builders';

const { matrix: facts } = matrix({
  releases: { nsx: ['4.2.0', '9.0.0'], vks: ['3.4.1', '3.5.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [validated('vkr *', 'vks *', { id: 'weak', evidence: 'assumed' }), rejected('vkr 1.34', 'vks 3.4', { id: 'bad' })],
});
const waiver = (statement: string) => ({ statement, reason: 'soak test ran clean', by: 'change board', expires: '2027-03-31' });
const waiving = (...statements: string[]) => ({
  targets: [{ component: 'nsx', version: '*' }],
  policy: { waivers: statements.map(waiver) },
});

function located<K extends Kind>(kind: K, spec: object): Located<DocumentOfKind[K]> {
  const result = readValue(kind, { apiVersion: API_VERSION, kind, metadata: { name: 'test' }, spec }, 'doc');
  if (Array.isArray(result)) throw new Error(result.map(renderProblem).join('\n'));
  return result;
}

describe('a goal that does not fit', () => {
  const world = fleet({
    nsxManagers: { 'nsx-1': { nsx: '4.2.0' } },
    supervisors: { sup: { vks: '3.4.1' } },
    clusters: { c1: { vkr: 'v1.33.1', labels: { env: 'prod' }, project: 'shop' } },
  });
  it.each<[string, object, string]>([
    ['asks for nothing', { targets: [] }, 'spec.targets: a goal needs a target or supportedUntil; found neither'],
    [
      'names a component that is not there',
      { targets: [{ component: 'esx', version: '*' }] },
      'spec.targets[0].component: no component of the matrix has this id; found "esx"',
    ],
    [
      'asks for another networking model of Supervisors',
      { targets: [{ component: 'networking', version: '=1', select: { supervisors: ['sup'] } }] },
      'spec.targets[0].component: the networking model of a Supervisor is chosen when it is activated and never changes, so this is a rebuild and no upgrade',
    ],
    ['has an unparsable range', { targets: [{ component: 'nsx', version: '~9' }] }, 'spec.targets[0].version'],
    [
      'selects by a label that no node has',
      { targets: [{ component: 'vkr', version: '*', select: { labels: { env: 'test' } } }] },
      'spec.targets[0]: selects nothing',
    ],
    [
      'selects clusters for a component of NSX managers',
      { targets: [{ component: 'nsx', version: '*', select: { projects: ['shop'] } }] },
      'spec.targets[0]: selects nothing',
    ],
    [
      'names a node that is not there',
      { targets: [{ component: 'vkr', version: '*', select: { ids: ['c1', 'c2'] } }] },
      'spec.targets[0].select.ids[1]: no node of the fleet has this id; found "c2"',
    ],
    [
      'holds nothing',
      { targets: [{ component: 'nsx', version: '*' }], hold: [{ component: 'vkr', select: { labels: { env: 'test' } } }] },
      'spec.hold[0]: selects nothing',
    ],
    [
      'waives a statement that is not there',
      waiving('weak', 'gone'),
      'spec.policy.waivers[1].statement: no statement of the matrix has this id; found "gone"',
    ],
    [
      'waives a statement twice',
      waiving('weak', 'weak'),
      'spec.policy.waivers[1].statement: a statement is waived once; found "weak" twice',
    ],
    [
      'waives a rejection',
      waiving('bad'),
      'spec.policy.waivers[0].statement: a waiver accepts weak evidence and lifts no rejection; found rejected bad',
    ],
  ])('because it %s', (_, spec, problem) => {
    expect(goalProblems(facts, world, located('UpgradeGoal', spec)).map(({ path, message }) => `${path}: ${message}`)).toContainEqual(
      expect.stringContaining(problem),
    );
  });

  it('is told the same of each of thousands of targets without asking every node about each', () => {
    const clusters = Object.fromEntries(Array.from({ length: 4000 }, (_, index) => [`c${index}`, { vkr: 'v1.33.1' }]));
    const large = fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, supervisors: { sup: { vks: '3.4.1' } }, clusters });
    const targets = Object.keys(clusters).map((id) => ({ component: 'vkr', version: '*', select: { ids: [`${id}-gone`] } }));
    expect(goalProblems(facts, large, located('UpgradeGoal', { targets }))).toHaveLength(2 * targets.length);
  });

  it('but may keep a waiver that it does not need, or that has run out', () => {
    const policy = { evidence: 'assumed', waivers: [{ ...waiver('weak'), expires: '2020-01-01' }] };
    expect(goalProblems(facts, world, located('UpgradeGoal', { ...waiving(), policy }))).toEqual([]);
  });

  it('but may ask for versions that no release has, which makes it infeasible and not nonsense', () => {
    expect(goalProblems(facts, world, located('UpgradeGoal', { targets: [{ component: 'nsx', version: '>=12' }] }))).toEqual([]);
  });
});
