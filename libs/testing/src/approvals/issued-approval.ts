import { computePlan } from '@lockstep/planner';
import { fleet, goal, matrix, validated } from '../builders/index.js';
import {
  type ApprovalPayload,
  composeApproval,
  type IssueFacts,
  type SignoffRequest,
  type Voice,
  type Waiver,
} from '@lockstep/approvals/domain';

/** A small plan over NSX that two people have signed, and what is read of it when its approval is asked for. */
export const revision = matrix({
  releases: { nsx: ['4.2.1.0', '9.0.1.0'], vkr: ['v1.33.1', 'v1.34.1'] },
  statements: [
    validated('vkr >=1.33 <1.34', 'nsx 4.2', { id: 'old' }),
    validated('vkr >=1.34 <1.35', 'nsx >=4.2 <9.1', { id: 'bridge', expires: '2026-06-30' }),
  ],
});
export const world = fleet({
  takenAt: '2026-05-01T08:00:00Z',
  nsxManagers: { fra: { nsx: '4.2.1.0' } },
  clusters: { ledger: { vkr: 'v1.33.1' } },
});
const wanted = goal({ targets: ['nsx 9.0.1.0'] });
export const plan = computePlan({ matrix: revision, fleet: world, goal: wanted });
export const digest = plan.metadata.digest!;

export const NOW = '2026-05-01T10:00:00.000Z';
const EARLIER = '2026-05-01T09:00:00.000Z';
const from = { address: null, userAgent: null, trace: null };

export const request: SignoffRequest = {
  digest,
  by: 'token:planner',
  at: EARLIER,
  from,
  planRequestedBy: 'token:requester',
  classes: [
    { class: 'routine', reasons: ['every plan is'], requirements: [{ role: 'approver', count: 1 }] },
    { class: 'shared-hop', reasons: ['s2 moves nsx'], requirements: [{ role: 'approver', count: 2 }] },
  ],
  weak: { evidence: null, statements: [] },
  ownersFor: [],
  policyVersion: 0,
};
export const signature = (by: string, roles: readonly string[] = ['approver'], standsFor: readonly string[] = []): Voice => ({
  kind: 'signature',
  by,
  at: EARLIER,
  roles,
  standsFor,
});
export const waiver = (expires: string): Waiver => ({
  digest,
  by: 'token:b',
  at: EARLIER,
  from,
  about: { kind: 'statement', statement: 'old' },
  reason: 'runs in the lab',
  owner: 'Ada',
  expires,
});

interface Changes extends Partial<Omit<IssueFacts, 'plan' | 'approval'>> {
  readonly plan?: Partial<IssueFacts['plan']>;
  readonly approval?: Partial<IssueFacts['approval']>;
}

export const factsWith = ({ plan: planChange, approval, ...more }: Changes = {}): IssueFacts => ({
  record: 'lab',
  now: NOW,
  maxAge: 3_600,
  owners: [],
  change: { record: null, holds: null },
  ...more,
  plan: {
    id: '0190a1b2-0000-7000-8000-000000000001',
    digest,
    domain: 'fra',
    requestedBy: 'token:requester',
    requestedBefore: [],
    standing: 'stands',
    because: [],
    document: plan,
    goal: wanted,
    matrix: revision.document,
    fleetPosition: 12,
    evidenceUntil: null,
    ended: null,
    schedule: null,
    ...planChange,
  },
  approval: {
    state: 'approved',
    digest,
    request,
    missing: [],
    unowned: [],
    voices: [signature('token:a'), signature('token:b')],
    waivers: [],
    breakGlass: null,
    position: 31,
    ...approval,
  },
});

export function payloadWith(changes: Changes = {}): ApprovalPayload {
  const composed = composeApproval(factsWith(changes));
  if (composed.outcome === 'refused') throw new Error(JSON.stringify(composed.reasons));
  return composed.payload;
}
