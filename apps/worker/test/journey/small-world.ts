import type { Judging } from '@lockstep/matrix/domain';
import { EXAMPLE_RELEASES, namedWorld, type World } from '@lockstep/simulation';
import { goal, matrix, rejected, validated } from '@lockstep/testing/builders';

/** The windows that the named worlds live by: each adapter holds its session to these NSX, and to no other. */
const WINDOWS = [
  validated('antrea-nsx-adapter =1.1.0', 'nsx 4.2', { id: 'adapter-1.1' }),
  validated('antrea-nsx-adapter =1.3.0', 'nsx >=4.2 <9.1', { id: 'adapter-1.3' }),
  validated('antrea-nsx-adapter =1.4.0', 'nsx >=9.0 <9.2', { id: 'adapter-1.4' }),
];

/** The same, to judge states of the world by. */
export const windows = matrix({
  releases: { nsx: [], 'antrea-nsx-adapter': [] },
  statements: WINDOWS,
}).matrix;

type Statements = Parameters<typeof matrix>[0]['statements'];

const matrixWith = (more: NonNullable<Statements>) => {
  const { document } = matrix({
    releases: {
      nsx: ['4.2.1.0', '9.0.1.0', '9.0.2.0', '9.1.1.0'],
      vkr: EXAMPLE_RELEASES.slice(1, 4).map(({ version, bundle }) => ({ version, bundle: { ...bundle } })),
      vcenter: ['8.0U3g'],
      supervisor: ['v1.30.10+vmware.1-fips-vsc0.1.12'],
      vks: ['3.4.1+v1.33'],
      antrea: [],
      'antrea-nsx-adapter': ['1.1.0', '1.3.0', '1.4.0'],
    },
    statements: [...WINDOWS, ...more],
    hops: [
      { component: 'nsx', from: '*', to: '*', status: 'supported', reversible: false },
      { component: 'vkr', from: '*', to: '*', maxMinorStep: 1, status: 'supported' },
    ],
  });
  const sources = [{ id: 'lab', title: 'Own soak test', confidence: 'operator' }];
  return {
    ...document,
    spec: { ...document.spec, sources, statements: document.spec.statements.map((one) => ({ ...one, sources: ['lab'] })) },
  };
};

/** Two clusters of two releases under one NSX, and a way to NSX 9.1 that weaves between them in four steps. */
export const smallMatrix = matrixWith([]);
/** Says the same of all that the plan uses, and something of what it does not. */
export const unrelatedMatrix = matrixWith([rejected('antrea-nsx-adapter =1.4.0', 'nsx 4.2', { id: 'adapter-1.4-old' })]);
/** Takes back that the bridge over NSX 4.2 → 9.0 may lead to 9.0.2.0; another release is left. */
export const rejectingMatrix = matrixWith([rejected('antrea-nsx-adapter =1.3.0', 'nsx =9.0.2.0', { id: 'adapter-1.3-bad' })]);

export const smallGoal = goal({ targets: ['nsx 9.1.1.0'] });

export const judging: Judging = { policy: smallGoal.spec.policy, day: '2026-11-20' };

export const smallWorld = (): World => namedWorld('tiny');
