import { NOW, payloadWith } from '@lockstep/testing/approvals';
import { expect, it } from 'vitest';
import { type ApprovalFinding, renderApprovalReport, reportOf } from './approval-report.js';

const finding = (more: Partial<ApprovalFinding> = {}): ApprovalFinding => ({
  refusals: [],
  at: Date.parse(NOW) + 5 * 60_000,
  approval: payloadWith(),
  signedBy: ['ours'],
  unknownKeys: [],
  compared: false,
  proof: 'not-asked',
  ...more,
});
const render = (more?: Partial<ApprovalFinding>) => renderApprovalReport(reportOf(finding(more)));

it('tells how old an approval is, when it ends and why, and what is not known of it', () => {
  const text = render();
  expect(text).toMatch(/^valid: plan .*\n {2}issued .*; 5 min old at/);
  expect(text).toMatch(/ends {7}2026-05-01T11:00:00.000Z \(maximum\)/);
  expect(text).toMatch(/not known here:\n {4}whether a premise/);
});

it('tells of broken glass before anything else', () =>
  expect(
    render({ approval: payloadWith({ approval: { breakGlass: { by: 'token:admin', at: NOW, reason: 'site down' } } }) }).split('\n')[1],
  ).toMatch(/BROKEN GLASS: token:admin/));

it('tells nothing of a file that nobody who is trusted has signed', () => {
  const refusals = [{ reason: 'signature', detail: 'x' }];
  expect(render({ approval: null, signedBy: [], refusals })).toMatch(/^refused\n {2}signature: x\n {2}not known here:/);
  expect(reportOf(finding({ approval: null, refusals }))).toMatchObject({
    verdict: 'refused',
    plan: null,
    signatures: [],
    ageSeconds: null,
  });
});

it('shows no control characters of what others wrote', () => {
  const text = render({
    approval: payloadWith({ approval: { breakGlass: { by: 'token:a', at: NOW, reason: '\u001b[2Jall is well\u202e' } } }),
  });
  expect(text).toContain('\uFFFD[2Jall is well\uFFFD');
  expect(text).not.toMatch(/[\u001b\u202e]/);
});
