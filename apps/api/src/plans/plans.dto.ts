import {
  compatibilityMatrix,
  digest,
  EVIDENCE,
  fleetSnapshot,
  name,
  PHASES,
  planSpec,
  policy,
  PREMISE_BASES,
  STATUSES,
  upgradeGoal,
  upgradePlan,
} from '@lockstep/documents';
import { PLAN_STAGES } from '@lockstep/plans';
import { z } from 'zod';
import { pageOf, pageQuery, pageShape } from '../http/page.js';
import { momentQuery } from '../http/record-moment.js';
import { hypothesis } from './hypothesis.dto.js';

export const planId = z.uuid();
export const planStatus = z.enum(PLAN_STAGES);
const status = planStatus;
const time = z.string().meta({ format: 'date-time' });
const spec = planSpec.shape;

export const newPlan = z
  .strictObject({
    goal: upgradeGoal,
    domain: name.optional().meta({ description: 'an NSX manager: plan what hangs on it; absent: the whole fleet' }),
  })
  .meta({ id: 'NewPlan' });

export const newPlanQuery = z.strictObject(momentQuery);

export const planListQuery = z.strictObject({
  ...pageQuery,
  status: status.optional(),
  domain: name.optional().meta({ description: 'plans of this NSX manager alone' }),
});

export const stepsQuery = z.strictObject(pageQuery);

const inputs = z.object({
  matrix: digest,
  fleet: digest,
  goal: digest,
  position: z.int().meta({ description: 'of the newest event in the fleet that was planned' }),
});

const fallCause = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    stream: z.string(),
    position: z.int(),
    id: z.string(),
    type: z.string().meta({ description: 'as stored: `ClusterVersionObserved`' }),
  }),
  z.object({ kind: z.literal('calendar'), day: z.string().meta({ format: 'date' }) }),
  z.object({ kind: z.literal('unknown') }),
]);

const NODE_KINDS = ['nsx-manager', 'vcenter', 'supervisor', 'cluster'] as const;
export const premiseNode = z.object({ kind: z.enum(NODE_KINDS), id: z.string() });

const fallenPremise = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('node').meta({ description: 'an observed fact of the fleet' }),
    node: premiseNode,
    fact: z
      .enum(['presence', 'placement', 'networking', 'cni', 'version', 'rolling', 'joined'])
      .meta({ description: '`joined`: a node of which the plan knows nothing hangs on one that it moves' }),
    component: z.string().nullable(),
  }),
  z.object({
    kind: z.literal('pairing').meta({ description: 'a pairing that the matrix no longer allows' }),
    between: z.tuple([z.string(), z.string()]),
    versions: z.tuple([z.string(), z.string()]),
    statement: z.string().nullable(),
    steps: z.array(z.string()),
  }),
  z.object({ kind: z.literal('hop'), component: z.string(), from: z.string(), to: z.string(), steps: z.array(z.string()) }),
  z.object({ kind: z.literal('proof').meta({ description: 'the steps can not be proven any more' }), message: z.string() }),
]);

export const premiseFall = z
  .object({
    premise: fallenPremise,
    before: z.string().nullable().meta({ description: 'what the plan leans on' }),
    after: z.string().nullable().meta({ description: 'what is so now' }),
    by: fallCause,
    message: z.string().meta({ description: 'the same in words' }),
    at: time.meta({ description: 'when it was noticed' }),
  })
  .meta({ id: 'PremiseFall' });

const executable = z.boolean().meta({ description: 'false: over assumed facts (`/v1/what-if`), and never to be signed off or executed' });

const common = {
  id: z.string(),
  status: status.meta({
    description:
      'how far it has come. computed covers plans that say why the goal can not be reached: see outcome. signed-off: every signature that its risks ask for is there, see `/signoffs`; break-glass is none. executing: from its first start on. finished: every step is seen done. abandoned: its execution was given up. void: something it leans on is no longer so, see `fallen`. superseded: another plan took its place',
  }),
  name: z.string(),
  domain: z.string().nullable(),
  parent: z.string().nullable().meta({ description: 'the plan in whose place this one was asked for' }),
  executable,
  requestedBy: z.string(),
  requestedAt: time,
  settledAt: time.nullable().meta({ description: 'when the result, or the failure, was recorded' }),
  digest: digest.nullable().meta({ description: 'of the plan, when there is one' }),
  outcome: spec.outcome.nullable(),
  objective: spec.objective.nullable(),
  optimal: spec.optimal.nullable().meta({
    description:
      'false: the search reached its limit (`LOCKSTEP_SEARCH_LIMIT`). The plan is safe, and no cheaper one than `lowerBound` exists; where there is no plan, none was found, and it is not proven that there is none',
  }),
  lowerBound: spec.objective.nullable().meta({ description: 'given for a plan whose `optimal` is false' }),
  steps: z.int().nullable().meta({ description: 'how many' }),
};

export const planSummary = z.object({ ...common, inputs: inputs.omit({ position: true }) }).meta({ id: 'PlanSummary' });

export const planResource = z
  .object({
    ...common,
    hypothetical: hypothesis,
    inputs: inputs.extend({
      planner: z.string().nullable().meta({ description: 'its version; null while there is no result' }),
    }),
    goal: upgradeGoal,
    plan: upgradePlan.nullable().meta({ description: 'the document, when it has been computed' }),
    failure: z
      .object({ reason: z.string() })
      .nullable()
      .meta({ description: 'a defect of the planner or its machine; says nothing about the goal' }),
    withdrawal: z.object({ reason: z.string(), at: time, by: z.string() }).nullable(),
    fallen: z.array(premiseFall).meta({ description: 'what made it void' }),
    supersededBy: z.string().nullable(),
  })
  .meta({ id: 'Plan' });

export const planPage = pageOf(planSummary, 'PlanPage');
export const stepPage = z
  .object({
    ...pageShape(spec.steps.element.meta({ id: 'PlanStep' })),
    groups: z
      .array(z.object({ id: z.string(), size: z.int().meta({ description: 'how many members' }) }))
      .meta({ description: 'the groups that the steps of this page name; their members are under `/groups/{group}`' }),
  })
  .meta({ id: 'PlanStepPage' });
export const groupId = name;
export const memberPage = pageOf(z.string(), 'PlanGroupMemberPage');

const premise = z.object({
  between: z.tuple([z.string(), z.string()]),
  versions: z.tuple([z.string(), z.string()]),
  phase: z.enum(PHASES),
  basis: z.enum(PREMISE_BASES),
  statement: z.string().nullable(),
});

export const certificate = z
  .object({
    id: z.string(),
    digest,
    executable,
    matrix: digest,
    evidenceFloor: spec.evidenceFloor,
    weakest: spec.weakest.unwrap(),
    waivers: policy.shape.waivers.unwrap().meta({ description: 'those of the goal that the plan leans on' }),
    steps: z.array(
      z.object({
        step: z.string(),
        component: z.string(),
        subjects: z.array(z.string()),
        groups: z.array(z.string()).meta({ description: 'ids of groups whose members are further subjects' }),
        premises: z.array(premise),
      }),
    ),
    statements: z
      .array(
        z.object({
          id: z.string(),
          between: z.record(z.string(), z.string()),
          status: z.enum(STATUSES),
          evidence: z.enum(EVIDENCE),
          expires: z.string().nullable(),
          note: z.string().nullable(),
          sources: z.array(z.string()),
        }),
      )
      .meta({ description: 'every statement that a premise names' }),
    sources: z
      .array(z.object({ id: z.string(), title: z.string(), url: z.string().nullable(), confidence: z.enum(EVIDENCE) }))
      .meta({ description: 'every source that such a statement names' }),
  })
  .meta({ id: 'PlanCertificate' });

export const explanation = z
  .object({
    id: z.string(),
    digest,
    executable,
    outcome: spec.outcome,
    optimal: spec.optimal,
    explanation: spec.explanation,
    exposures: spec.exposures,
  })
  .meta({ id: 'PlanExplanation' });

export const withdrawal = z
  .strictObject({
    reason: z
      .string()
      .min(1)
      .max(2_000)
      .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'visible characters only'),
  })
  .meta({ id: 'PlanWithdrawal' });

export const newVerification = z
  .strictObject({
    plan: upgradePlan,
    goal: upgradeGoal,
    fleet: fleetSnapshot.optional().meta({ description: 'absent: the recorded one that the plan names, or else the fleet as it is now' }),
    matrix: compatibilityMatrix.optional().meta({ description: 'absent: the revision that the plan names, or else the current one' }),
  })
  .meta({ id: 'NewPlanVerification' });

export const verification = z
  .object({
    outcome: z.enum(['proven', 'refuted']),
    over: z.object({ matrix: digest, fleet: digest, goal: digest }).meta({ description: 'what the plan was proved or refuted over' }),
    refutations: z
      .array(z.looseObject({ kind: z.string(), message: z.string() }))
      .meta({ description: 'all of the first step that is wrong, or else of the final state' }),
  })
  .meta({ id: 'PlanVerification' });
