const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** The last day of statement a13, and the day after it: some way ahead, whenever the tests run. */
export const [LAST_DAY, DAY_AFTER] = [dayIn(400), dayIn(401)];

/** A matrix of two components, and what an operator lays over it. */
export const baseMatrix = {
  apiVersion: 'lockstep/v1',
  kind: 'CompatibilityMatrix',
  metadata: { name: 'base' },
  spec: {
    components: [
      { id: 'nsx', scope: 'nsxManager', versioning: 'dotted' },
      { id: 'vkr', scope: 'cluster', versioning: 'kubernetes' },
      { id: 'antrea', scope: 'cluster', versioning: 'semver' },
      { id: 'antrea-nsx-adapter', scope: 'cluster', versioning: 'semver' },
    ],
    relations: [{ between: ['antrea-nsx-adapter', 'nsx'] }],
    releases: [
      { component: 'nsx', version: '4.2.1' },
      { component: 'nsx', version: '9.0.1' },
      { component: 'nsx', version: '9.1.0' },
      { component: 'vkr', version: 'v1.33.1+vmware.1', bundle: { antrea: '2.3.0', 'antrea-nsx-adapter': '1.3.0' } },
      { component: 'vkr', version: 'v1.34.1+vmware.1', bundle: { antrea: '2.4.0', 'antrea-nsx-adapter': '1.4.0' } },
    ],
    statements: [
      {
        id: 'a13',
        between: { 'antrea-nsx-adapter': '1.3.*', nsx: '>=4.2 <9.1' },
        status: 'validated',
        evidence: 'operator',
        expires: LAST_DAY,
        sources: ['lab'],
      },
      {
        id: 'a14',
        between: { 'antrea-nsx-adapter': '1.4.*', nsx: '>=9.0 <9.2' },
        status: 'validated',
        evidence: 'third-party',
        sources: ['lab'],
      },
    ],
    hops: [
      { component: 'nsx', from: '*', to: '*', status: 'supported' },
      { component: 'vkr', from: '*', to: '*', maxMinorStep: 1, status: 'supported' },
    ],
    sources: [{ id: 'lab', title: 'Own soak test', confidence: 'operator' }],
  },
};

/** Takes the statement away on which clusters with adapter 1.3 stand. */
export const withoutAdapter13 = {
  apiVersion: 'lockstep/v1',
  kind: 'CompatibilityMatrix',
  metadata: { name: 'without-1.3' },
  spec: { statements: [{ id: 'a13', removed: true }] },
};

export const overlayYaml = `apiVersion: lockstep/v1
kind: CompatibilityMatrix
metadata: {name: overlay}
spec:
  releases:
    - {component: nsx, version: 9.1.1}
`;

export interface FleetWorld {
  readonly takenAt?: string;
  readonly clusters?: number;
  readonly nsx?: string;
  readonly manager?: string;
}

/** One NSX manager, one Supervisor, and clusters `<manager>/c000…`, alternating in project, label and Supervisor. */
export const fleetOf = ({ takenAt = '2026-11-20T06:00:00Z', clusters = 2, nsx = '4.2.1', manager = 'nsx-1' }: FleetWorld = {}) => ({
  apiVersion: 'lockstep/v1',
  kind: 'FleetSnapshot',
  metadata: { name: manager, takenAt },
  spec: {
    nsxManagers: [{ id: manager, versions: { nsx } }],
    supervisors: ['a', 'b'].map((name) => ({ id: `${manager}-sup-${name}`, nsxManager: manager, networking: 'vpc' })),
    clusters: Array.from({ length: clusters }, (_, index) => ({
      id: `${manager}/c${String(index).padStart(3, '0')}`,
      supervisor: `${manager}-sup-${index % 2 === 0 ? 'a' : 'b'}`,
      project: index % 2 === 0 ? 'pay' : 'shop',
      versions: { vkr: 'v1.33.1+vmware.1' },
      labels: { env: index % 3 === 0 ? 'prod' : 'test', 'a=b': 'c=d' },
    })),
  },
});
