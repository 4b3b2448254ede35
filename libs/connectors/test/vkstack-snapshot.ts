interface Node {
  readonly id: string;
  readonly releases: readonly string[];
  readonly more?: object;
}
const node = ({ id, releases, more }: Node) => ({
  id,
  label: id.slice(id.indexOf(':') + 1),
  releases,
  pin: releases[0],
  notes: releases,
  phase: 'general',
  phaseLabel: 'General Support',
  worstPhase: 'general',
  worstPhaseLabel: 'General Support',
  ...more,
});
const ended = 'general support ended 2026-02-28';
const layers = [
  {
    key: 'vcenter',
    label: 'vCenter',
    nodes: [
      { id: 'vcenter:9.2.0.0', releases: ['9.2.0.0'], more: { noData: true } },
      { id: 'vcenter:9.1.0.0', releases: ['9.1.0.0'], more: { hosts: ['9.1.0.0'], eogs: '2027-09-17' } },
      { id: 'vcenter:8.0U3', releases: ['8.0U3'] },
    ].map(node),
  },
  {
    key: 'nsx',
    label: 'NSX',
    optional: true,
    note: 'on NSX networking',
    nodes: [node({ id: 'nsx:4.2', releases: ['4.2.4.1', '4.2.4'] })],
  },
  { key: 'avi', label: 'Avi', optional: true, nodes: [node({ id: 'avi:32.1', releases: ['32.1.1'] })] },
  {
    key: 'supervisor',
    label: 'Supervisor',
    nodes: [node({ id: 'supervisor:1.32 vsc9', releases: ['v1.32.9+vmware.2-fips-vsc9.1.0.0'], more: { train: 'vsc9' } })],
  },
  {
    key: 'vks',
    label: 'VKS',
    nodes: [
      node({
        id: 'vks:3.3',
        releases: ['3.3.3', '3.3.2'],
        more: { notes: [`3.3.3 · End of Support (${ended})`, '3.3.2'], eogs: '2026-02-28', phase: 'end-of-support', legacy: true },
      }),
      node({ id: 'vks:3.7', releases: ['3.7.1+v1.36'] }),
    ],
  },
  {
    key: 'vkr',
    label: 'VKr',
    nodes: [
      node({ id: 'vkr:1.30', releases: ['1.30.8 (TKr 1.30.8 for vSphere 8.x)', '1.30.8 (TKr 1.30.8 for vSphere 7.x)'] }),
      node({ id: 'vkr:1.36', releases: ['1.36.2'] }),
    ],
  },
];

const edge = (from: string, a: string, to: string, b: string, more: object = {}) => ({ from, to, releases: [a, b], ...more });
export const supervisor = 'v1.32.9+vmware.2-fips-vsc9.1.0.0';

/** Cells of the kinds that snapshots hold. */
export const edges = [
  edge('vcenter:9.1.0.0', '9.1.0.0', 'supervisor:1.32 vsc9', supervisor),
  edge('vcenter:9.1.0.0', '9.1.0.0', 'nsx:4.2', '4.2.4', { footnote: 'For upgrade scenarios only.' }),
  edge('nsx:4.2', '4.2.4.1', 'supervisor:1.32 vsc9', supervisor, { footnote: 'The running one is compatible after the upgrade' }),
  edge('supervisor:1.32 vsc9', supervisor, 'vks:3.7', '3.7.1+v1.36', { untested: true }),
  edge('supervisor:1.32 vsc9', supervisor, 'vks:3.3', '3.3.3', { unverified: true }),
  edge('vks:3.7', '3.7.1+v1.36', 'vkr:1.36', '1.36.2'),
  edge('vks:3.3', '3.3.3', 'vkr:1.30', '1.30.8 (TKr 1.30.8 for vSphere 8.x)'),
  edge('vcenter:8.0U3', '8.0U3', 'nsx:4.2', '4.2.4.1', { footnote: 'Needs a word with support first' }),
  edge('vcenter:8.0U3', '8.0U3', 'supervisor:1.32 vsc9', supervisor, { untested: true, footnote: 'Upgrade scenario only' }),
  edge('vcenter:9.1.0.0', '9.1.0.0', 'avi:32.1', '32.1.1'),
];

/** A file of the shape of a static snapshot, made up. */
export const snapshotFile = (change: object = {}): object => ({
  meta: { fetchedAt: '2026-11-20T12:00:00Z', generations: [9, 8], pairs: [], products: [], readOnly: true, version: 'abc' },
  stackmap: { include: null, layers },
  stackmaps: {
    '': { '': { include: null, layers } },
    vcenter: { '9.1.0.0': { include: null, layers, lit: ['vcenter:9.1.0.0'], edges } },
    avi: { '32.1.1': { include: null, layers, edges: null, deadEnd: 'none' } },
  },
  ...change,
});
