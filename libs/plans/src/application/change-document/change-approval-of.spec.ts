import type { ApprovalView } from '@lockstep/approvals';
import { DEFAULT_SIGNOFF_POLICY } from '@lockstep/approvals/domain';
import { expect, it } from 'vitest';
import { changeApprovalOf, weakFromOf } from './change-approval-of.js';

const nothing: ApprovalView = {
  state: 'none',
  plan: 'p',
  digest: null,
  request: null,
  classes: [],
  voices: [],
  refusals: [],
  waivers: [],
  breakGlass: null,
  lifted: [],
  missing: [],
  unowned: [],
  voided: null,
  version: 0,
};
const asked = { policy: DEFAULT_SIGNOFF_POLICY, risks: [{ class: 'shared-hop' as const, reasons: ['step s1 moves nsx'] }], people: [] };
const from = { address: null, userAgent: null, trace: null };

it('asks by the policy of now for what nobody has requested yet, and names whom it excludes', () =>
  expect(changeApprovalOf(nothing, ['anna', 'bert'], asked)).toMatchObject({
    state: 'not-requested',
    excluded: ['anna', 'bert'],
    requested: null,
    classes: [
      { class: 'routine', asks: [{ role: 'approver', count: 1 }], missing: [{ role: 'approver', count: 1 }] },
      { class: 'shared-hop', asks: [{ role: 'approver', count: 2 }], missing: [{ role: 'approver', count: 2 }] },
    ],
    given: [],
  }));

it('tells what was frozen with the request, who has said what, and what is missing', () => {
  const voice = { by: 'ben', at: '2026-11-20T09:00:00Z', roles: ['approver'] };
  const signature = { ...voice, standsFor: ['token:eve', 'token:finn'] };
  const refusal = { kind: 'refusal' as const, ...voice, by: 'cleo', reason: 'on a holiday' };
  const request = { by: 'anna', at: '2026-11-20T08:00:00Z', planRequestedBy: 'dora', requestedBefore: ['emil'], digest: 'sha256:1', from };
  const waiver = {
    about: { kind: 'statement' as const, statement: 's' },
    owner: 'Eve',
    expires: '2027-01-01T00:00:00Z',
    reason: 'ran clean',
  };
  const view = {
    ...nothing,
    state: 'refused',
    request,
    classes: [{ class: 'routine', reasons: [], requirements: [{ role: 'approver', count: 2 }] }],
    voices: [{ kind: 'signature', ...signature }, refusal],
    refusals: [refusal],
    waivers: [{ ...waiver, by: 'ben', at: voice.at, digest: 'sha256:1', from }],
    missing: [{ class: 'routine', role: 'approver', count: 1 }],
    unowned: ['c2', 'c1'],
    breakGlass: { by: 'root', at: voice.at, reason: 'fire' },
  } as unknown as ApprovalView;
  expect(changeApprovalOf(view, ['nobody'], asked)).toEqual({
    state: 'refused',
    excluded: ['dora', 'emil'],
    requested: { by: 'anna', at: request.at },
    classes: [{ class: 'routine', asks: [{ role: 'approver', count: 2 }], missing: [{ role: 'approver', count: 1 }] }],
    given: [signature],
    refused: [{ by: 'cleo', at: voice.at, reason: 'on a holiday' }],
    waivers: ['statement s, owned by Eve until 2027-01-01T00:00:00Z: ran clean'],
    ownersMissing: { count: 2, names: ['c1', 'c2'] },
    breakGlass: { by: 'root', at: voice.at, reason: 'fire' },
  });
});

it('takes all evidence for weak where the policy has a word that nobody knows', () => {
  expect(weakFromOf({ weakFrom: 'operator' })).toBe('operator');
  expect(weakFromOf({ weakFrom: 'hearsay' })).toBe('vendor');
});

it('calls actors by their names, with their ids, wherever they stand', () => {
  const voice = { at: '2026-11-20T09:00:00Z', roles: ['approver'] };
  const refusal = { kind: 'refusal' as const, ...voice, by: 'token:c', reason: 'no' };
  const view = {
    ...nothing,
    state: 'refused',
    request: { by: 'token:a', at: voice.at, planRequestedBy: 'token:d' },
    voices: [{ kind: 'signature', ...voice, by: 'change:x', standsFor: ['token:b'] }, refusal],
    refusals: [refusal],
    breakGlass: { by: 'token:a', at: voice.at, reason: 'fire' },
  } as unknown as ApprovalView;
  const people = ['a', 'b', 'c', 'd'].map((id) => ({ id: `token:${id}`, name: id.toUpperCase() }));
  expect(changeApprovalOf(view, ['nobody'], { ...asked, people })).toMatchObject({
    excluded: ['D (token:d)'],
    requested: { by: 'A (token:a)' },
    given: [{ by: 'change:x', standsFor: ['B (token:b)'] }],
    refused: [{ by: 'C (token:c)' }],
    breakGlass: { by: 'A (token:a)' },
  });
  expect(changeApprovalOf(nothing, ['token:a'], { ...asked, people }).excluded).toEqual(['A (token:a)']);
});
