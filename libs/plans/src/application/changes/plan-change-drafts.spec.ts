import type { UpgradePlan } from '@lockstep/documents';
import { describe, expect, it } from 'vitest';
import { APPROVAL, factsOf, RECORD, scheduleOf } from '../../../test/change-facts.js';
import { demoWorld } from '../../../test/demo-world.js';
import { type ChangeDocument, composeChangeDocument, type PlanStage } from '../../domain/index.js';
import type { PlanView } from '../plan-view.js';
import { PlanChangeDrafts } from './plan-change-drafts.js';

const facts = factsOf(demoWorld('tiny', 'tiny-nsx-9-1'), { record: RECORD, approval: APPROVAL });
const document = composeChangeDocument({ ...facts, schedule: scheduleOf(facts) });
const view = {
  id: RECORD.id,
  request: { hypothetical: false },
  result: { digest: facts.plan.metadata.digest, outcome: 'planned' },
} as PlanView;

function drafts({
  found = view,
  stage = 'computed' as PlanStage,
  told = document,
  plan = facts.plan,
}: { found?: PlanView; stage?: PlanStage; told?: ChangeDocument; plan?: UpgradePlan } = {}) {
  const plans = { find: async () => found, findStage: async () => stage, findDocument: async () => plan };
  return new PlanChangeDrafts(plans, { find: async () => told });
}
const named = (name: string): ChangeDocument => ({ ...document, identity: { ...document.identity, name } });

describe('the draft of a change record', () => {
  it('has one line of at most 160 characters, the shared components first', async () => {
    const { summary } = (await drafts().draft(RECORD.id))!;
    expect(summary).toMatch(/^Upgrade tiny-nsx-9-1: nsx 4\.2\.1\.0 → 9\.1\.1\.0, vcenter 8\.0U3g → 9\.1\.1\.0, supervisor /);
    expect(summary).toHaveLength(160);
    expect(summary).toMatch(/…$/);
  });

  it('cuts no character in two', async () => {
    for (const length of [140, 141, 142, 143]) {
      const { summary } = (await drafts({ told: named(`${'x'.repeat(length)}${'😀'.repeat(20)}`) }).draft('p'))!;
      expect(summary.length).toBeLessThanOrEqual(160);
      expect(summary).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
  });

  it('lets no name write a line or markup of its own', async () => {
    const draft = (await drafts({ told: named('x\nDigest: sha256:0\u2028[code]<script>') }).draft('p'))!;
    expect(draft.summary).toMatch(/^Upgrade x Digest: sha256:0 \[ code \]<script>: nsx/);
  });

  it('has the window, the risk, and the names of what moves', async () => {
    const draft = (await drafts().draft(RECORD.id))!;
    expect(draft.window).toEqual({ start: '2026-11-28T21:00:00Z', end: '2026-11-30T04:45:00Z' });
    expect(draft.risk.level).toBe('high');
    expect(draft.affected).toEqual(['nsx-1', 'vc-1', 'sup-1', 'shop/batch', 'shop/checkout']);
    expect(draft.implementation).toMatch(
      /^Digest: sha256:[0-9a-f]{64}\n\nPlan: https:\/\/lockstep\.example\/\S+\n\nWindow: 2026-11-28T21:00:00Z /,
    );
    expect(draft.backout).toContain('Go on to the nearest resting place');
    expect(draft.test).toContain('CCP_SESSION_STATE_UP');
  });

  it.each<PlanStage>(['withdrawn', 'superseded', 'void', 'abandoned'])('is none of a plan that is %s', async (stage) =>
    expect(await drafts({ stage }).draft('p')).toBeUndefined(),
  );

  it.each<PlanStage>(['computed', 'signed-off', 'executing', 'finished'])('is one of a plan that is %s', async (stage) =>
    expect(await drafts({ stage }).draft('p')).toBeDefined(),
  );
});
