import { describe, expect, it } from 'vitest';
import { digest, factsWith, NOW, payloadWith, plan, request, signature, waiver } from '@lockstep/testing/approvals';
import { approvalPayload } from './approval-payload.js';
import { composeApproval } from './compose-approval.js';
import { judgeApprovalPayload } from './judge-approval-payload.js';

const reasonsOf = (changes: Parameters<typeof factsWith>[0]) => {
  const composed = composeApproval(factsWith(changes));
  return composed.outcome === 'refused' ? composed.reasons.map(({ reason }) => reason) : [];
};

describe('an approval that is given out', () => {
  it('tells the plan, who asked, who signed for what, and where in the record it stands', () => {
    const payload = payloadWith();
    expect(payload).toMatchObject({
      kind: 'PlanApproval',
      record: { name: 'lab', position: 31 },
      plan: { digest, document: plan },
      matrix: plan.spec.inputs.matrix,
      fleet: { digest: plan.spec.inputs.fleet, position: 12 },
      requestedBy: 'token:requester',
      signoff: {
        signatures: [
          { by: 'token:a', roles: ['approver'], classes: ['routine', 'shared-hop'] },
          { by: 'token:b', roles: ['approver'], classes: ['routine', 'shared-hop'] },
        ],
        breakGlass: null,
      },
      issuedAt: NOW,
      expiresAt: '2026-05-01T11:00:00.000Z',
      expiresBecause: 'maximum',
    });
    expect(approvalPayload.parse(JSON.parse(JSON.stringify(payload)))).toEqual(payload);
    expect(judgeApprovalPayload(payload, Date.parse(NOW))).toEqual([]);
  });

  it.each([
    ['the evidence', { plan: { evidenceUntil: '2026-05-01T10:10:00Z' } }, '2026-05-01T10:10:00.000Z', 'evidence'],
    ['a waiver', { approval: { waivers: [waiver('2026-05-01T10:05:00.000Z')] } }, '2026-05-01T10:05:00.000Z', 'waiver'],
    ['the last day of a statement that it leans on', { maxAge: 31_536_000 }, '2026-07-01T00:00:00.000Z', 'last-day'],
    [
      'the first of several',
      { plan: { evidenceUntil: '2026-05-01T10:10:00Z' }, approval: { waivers: [waiver('2026-05-01T10:05:00Z')] } },
      '2026-05-01T10:05:00.000Z',
      'waiver',
    ],
  ])('ends with %s', (_what, changes, expiresAt, expiresBecause) =>
    expect(payloadWith(changes)).toMatchObject({ expiresAt, expiresBecause }),
  );

  it('names the owners of clusters with a CNI of their own, and how many need them, but not how to reach anybody', () => {
    const cluster = { id: 'edge-1', cni: 'calico', labels: {}, nsxManager: 'fra', supervisor: null, project: null };
    const owners = [
      { id: 'all', scope: {}, podTraffic: { name: 'Ada', contact: 'ada@example.org' }, nsx: { name: 'Bo', contact: 'bo@example.org' } },
      { id: 'none', scope: { clusters: ['x'] }, podTraffic: { name: 'C', contact: 'c' }, nsx: { name: 'D', contact: 'd' } },
    ];
    const payload = payloadWith({ owners, approval: { request: { ...request, ownersFor: [cluster] } } });
    expect(payload.owners).toEqual({
      neededFor: ['edge-1'],
      named: [{ id: 'all', podTraffic: 'Ada', nsx: 'Bo', clusters: ['edge-1'] }],
    });
    expect(JSON.stringify(payload)).not.toContain('@example.org');
  });

  it('says that glass was broken, and by whom', () => {
    const breakGlass = { by: 'token:admin', at: NOW, reason: 'site down' };
    const missing = [{ class: 'shared-hop' as const, role: 'approver', count: 2 }];
    const payload = payloadWith({ approval: { breakGlass, missing, voices: [] } });
    expect(payload.signoff.breakGlass).toEqual({ ...breakGlass, severity: 'critical' });
    expect(judgeApprovalPayload(payload, Date.parse(NOW))).toEqual([]);
  });
});

describe('no approval is given out', () => {
  it.each([
    ['a plan without a result', { plan: { digest: null, document: null } }, ['not-computed', 'other-digest']],
    ['a void plan', { plan: { standing: 'void', because: ['a', 'b'] }, approval: { state: 'void' } }, ['void', 'void', 'signoff-void']],
    ['a plan that is none to carry out', { plan: { standing: 'undecidable' } }, ['not-followable']],
    ['old evidence', { plan: { standing: 'stale' } }, ['stale-evidence']],
    ['a plan whose execution has ended', { plan: { ended: 'finished' } }, ['finished']],
    ['a plan that nobody asked sign-off for', { approval: { state: 'none', digest: null, request: null } }, ['not-requested']],
    ['what was signed of another digest', { approval: { digest: 'sha256:b' } }, ['other-digest']],
    [
      'missing signatures',
      { approval: { state: 'pending', missing: [{ class: 'shared-hop', role: 'approver', count: 1 }] } },
      ['missing-signoff'],
    ],
    ['missing owners', { approval: { state: 'pending', unowned: ['edge-1'] } }, ['owners-missing']],
    [
      'a refusal',
      { approval: { state: 'refused', voices: [{ kind: 'refusal', by: 'token:a', at: NOW, roles: [], reason: 'fair' }] } },
      ['refused'],
    ],
    ['a state that says nothing of why', { approval: { state: 'pending' } }, ['missing-signoff']],
    ['a record of changes that holds', { change: { record: null, holds: 'no record is approved' } }, ['change-record']],
    ['what would be over already', { plan: { evidenceUntil: NOW } }, ['over']],
  ] as const)('for %s', (_what, changes, reasons) => expect(reasonsOf(changes as never)).toEqual(reasons));
});

describe('an approval that is read', () => {
  const judge = (change: (payload: ReturnType<typeof payloadWith>) => void, at = NOW) => {
    const payload = payloadWith();
    change(payload);
    return judgeApprovalPayload(payload, Date.parse(at)).map(({ reason }) => reason);
  };

  it('counts from the minute before it was given out, for clocks that are behind, until it ends', () => {
    expect(judge(() => {}, '2026-05-01T09:59:00.000Z')).toEqual([]);
    expect(judge(() => {}, '2026-05-01T09:58:59.999Z')).toEqual(['not-yet-valid']);
    expect(judge(() => {}, '2026-05-01T10:59:59.999Z')).toEqual([]);
    expect(judge(() => {}, '2026-05-01T11:00:00.000Z')).toEqual(['expired']);
  });

  it.each([
    ['a step was taken out', (it) => void it.plan.document.spec.steps.pop(), ['plan-digest']],
    ['the plan calls itself another', (it) => void (it.plan.document.metadata.digest = `sha256:${'0'.repeat(64)}`), ['plan-digest']],
    ['the goal asks for less', (it) => void it.goal.document.spec.targets.pop(), ['inputs']],
    ['another matrix is named', (it) => void (it.matrix = `sha256:${'0'.repeat(64)}`), ['inputs']],
    ['another fleet is named', (it) => void (it.fleet.digest = `sha256:${'0'.repeat(64)}`), ['inputs']],
    ['a signature is missing', (it) => void it.signoff.signatures.pop(), ['missing-signoff']],
    ['one person signed twice', (it) => void (it.signoff.signatures[1]!.by = 'token:a'), ['missing-signoff']],
    [
      'one person signed and approved in a change system',
      (it) => void Object.assign(it.signoff.signatures[1]!, { by: 'change:board/1', standsFor: ['token:a'] }),
      ['missing-signoff'],
    ],
    [
      'who asked for the plan approved it in a change system',
      (it) => void Object.assign(it.signoff.signatures[1]!, { by: 'change:board/1', standsFor: ['token:requester'] }),
      ['missing-signoff'],
    ],
    ['a signature is of a role that nobody asked for', (it) => void (it.signoff.signatures[1]!.roles = ['viewer']), ['missing-signoff']],
    [
      'who asked for the plan signed it',
      (it) => void (it.signoff.signatures[1]!.by = 'token:requester'),
      ['requester-signed', 'missing-signoff'],
    ],
    ['a cluster lacks its owners', (it) => void (it.owners.neededFor = ['edge-1']), ['owners-missing']],
    [
      'a waiver is over',
      (it) =>
        void it.waivers.push({ about: { kind: 'statement', statement: 'old' }, reason: '', owner: 'Ada', expires: NOW, by: 'x', at: NOW }),
      ['expired'],
    ],
  ] satisfies [string, (payload: ReturnType<typeof payloadWith>) => void, string[]][])('does not count when %s', (_what, change, reasons) =>
    expect(judge(change)).toEqual(reasons),
  );

  it('needs a signature that was given, not one that the record only counted', () =>
    expect(judgeApprovalPayload(payloadWith({ approval: { voices: [signature('token:a')] } }), Date.parse(NOW))).toMatchObject([
      { reason: 'missing-signoff' },
    ]));
});
