import { factsWith, NOW, request, signature, waiver } from '@lockstep/testing/approvals';
import { propertyRuns } from '@lockstep/testing/problems';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OpenApproval, Voice } from '../approval.state.js';
import { judgeApproval } from '../judge-approval.js';
import { RISK_CLASSES } from '../risk-class.js';
import { composeApproval } from './compose-approval.js';
import { judgeApprovalPayload } from './judge-approval-payload.js';

const roles = fc.subarray(['approver', 'change-board', 'viewer']);
const person = fc.constantFrom('token:a', 'token:b', 'token:c', 'token:requester');
const voice: fc.Arbitrary<Voice> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(person, roles).map(([by, held]) => signature(by, held)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('change:x', 'change:y'), roles, fc.uniqueArray(person, { minLength: 1 }))
      .map(([by, held, standsFor]) => signature(by, held, standsFor)),
  },
  { weight: 1, arbitrary: person.map((by): Voice => ({ kind: 'refusal', by, at: NOW, roles: [], reason: 'no' })) },
);
const classes = fc.subarray([...RISK_CLASSES], { minLength: 1 }).chain((names) =>
  fc.tuple(
    ...names.map((risk) =>
      fc
        .array(fc.record({ role: fc.constantFrom('approver', 'change-board'), count: fc.integer({ min: 1, max: 2 }) }), {
          minLength: 1,
          maxLength: 2,
        })
        .map((requirements) => ({ class: risk, reasons: ['r'], requirements })),
    ),
  ),
);
const state: fc.Arbitrary<OpenApproval> = fc.record({
  status: fc.constant('open' as const),
  request: fc
    .tuple(classes, fc.boolean())
    .map(([all, isWeak]) => ({ ...request, classes: all, weak: { evidence: null, statements: isWeak ? ['old'] : [] } })),
  // One voice for each token and each change system, as the decider keeps them.
  voices: fc.uniqueArray(voice, { selector: ({ by }) => by, maxLength: 4 }),
  waivers: fc.constantFrom([], [waiver('2026-05-01T10:30:00.000Z')], [waiver('2026-05-01T09:30:00.000Z')]),
  lifted: fc.constant([]),
  breakGlass: fc.option(fc.constant({ by: 'token:c', at: NOW, reason: 'down' }), { freq: 8 }),
});

it('an approval is given out exactly when all that was asked for is there, and who reads it finds the same', () => {
  const seen = { composed: 0, refused: 0 };
  fc.assert(
    fc.property(state, (approval) => {
      const judged = judgeApproval(approval, { now: NOW, unowned: [] });
      const composed = composeApproval(factsWith({ approval: { ...judged, ...approval } }));
      seen[composed.outcome]++;
      expect(composed.outcome).toBe(judged.state === 'approved' ? 'composed' : 'refused');
      if (composed.outcome === 'refused') return void expect(composed.reasons.length).toBeGreaterThan(0);
      const found = judgeApprovalPayload(composed.payload, Date.parse(NOW)).map(({ reason }) => reason);
      // No decider lets a requester speak; a reader that finds one all the same refuses.
      expect(new Set(found)).toEqual(new Set(approval.voices.some(({ by }) => by === 'token:requester') ? ['requester-signed'] : []));
    }),
    { seed: 24, numRuns: propertyRuns(2_000) },
  );
  expect(Math.min(seen.composed, seen.refused)).toBeGreaterThan(propertyRuns(2_000) / 20);
});
