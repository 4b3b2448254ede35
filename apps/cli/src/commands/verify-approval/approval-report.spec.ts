import { NOW, payloadWith, signature } from '@lockstep/testing/approvals';
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

it('calls people by their names where the file has them, and by their ids where it has none', () => {
  const payload = { ...payloadWith(), people: [{ id: 'token:a', name: 'Ada Aßmann' }] };
  const text = render({ approval: payload });
  expect(text).toContain('  asked by   token:requester\n');
  expect(text).toContain('  signed by  Ada Aßmann (token:a) as approver at 2026-05-01T09:00:00.000Z\n');
  expect(text).toContain('  signed by  token:b as approver at');
  expect(reportOf(finding({ approval: payload }))).toMatchObject({ people: payload.people, signatures: [{ by: 'token:a' }, {}] });
});

it('tells for whom a signature stands that was given in a change system', () => {
  const approval = payloadWith({ approval: { voices: [signature('change:board/1', ['approver'], ['token:a', 'token:b'])] } });
  expect(render({ approval: { ...approval, people: [{ id: 'token:b', name: 'Bo' }] } })).toMatch(
    /signed by {2}change:board\/1 as approver at .*, for token:a, Bo \(token:b\)\n/,
  );
});

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
