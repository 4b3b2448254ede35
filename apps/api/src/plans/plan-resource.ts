import type { PlanSpec, PlanStep, UpgradePlan } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { isExecutable, type PlanStage, type PlanView, type PremiseFall, renderFall, type StagedPlan } from '@lockstep/plans';
import type { z } from 'zod';
import type { certificate, planResource, planSummary, premiseFall, stepPage } from './plans.dto.js';

/** A plan as the API tells of it. */
export function resourceOf(view: PlanView, stage: PlanStage, plan: UpgradePlan | undefined): z.output<typeof planResource> {
  const { id, request, requestedAt, settledAt, result, failure, withdrawal, fallen, supersededBy } = view;
  return {
    id,
    status: stage,
    name: request.goal.metadata.name,
    domain: request.domain,
    parent: request.parent,
    requestedBy: request.requestedBy,
    requestedAt,
    settledAt,
    ...resultOf(result),
    executable: isExecutable(request),
    hypothetical: hypothesisOf(request.hypothetical),
    inputs: {
      matrix: request.matrix,
      fleet: request.fleet.digest,
      goal: request.goalDigest,
      position: request.fleet.position,
      planner: result?.inputs.planner ?? null,
    },
    goal: request.goal,
    plan: plan ?? null,
    failure: failure && { reason: failure.reason },
    withdrawal,
    fallen: fallen.map(renderRecordedFall),
    supersededBy,
  };
}

const renderRecordedFall = (fall: PlanView['fallen'][number]): z.output<typeof premiseFall> => ({
  ...renderPremiseFall(fall),
  at: fall.at,
});

export const renderPremiseFall = (fall: PremiseFall) => {
  const { premise, before, after, by } = fall;
  return { premise: structuredClone(premise) as z.output<typeof premiseFall>['premise'], before, after, by, message: renderFall(fall) };
};

export function summaryResourceOf({
  requestedPosition: _,
  matrix,
  fleet,
  goal,
  result,
  hypothetical,
  stage,
  ...plan
}: StagedPlan): z.output<typeof planSummary> {
  return { ...plan, status: stage, ...resultOf(result), executable: !hypothetical, inputs: { matrix, fleet, goal } };
}

const hypothesisOf = (hypothetical: PlanView['request']['hypothetical']): z.output<typeof planResource>['hypothetical'] => {
  if (hypothetical === false) return null;
  const { assumed, over } = hypothetical;
  return {
    statements: [...assumed.statements],
    releases: [...assumed.releases],
    hops: [...assumed.hops],
    versions: [...assumed.versions],
    over,
  };
};

const resultOf = (result: PlanView['result']) =>
  result === null
    ? { digest: null, outcome: null, objective: null, optimal: null, lowerBound: null, steps: null }
    : {
        digest: result.digest,
        outcome: result.outcome,
        objective: result.objective,
        optimal: result.optimal ?? true,
        lowerBound: result.lowerBound ?? null,
        steps: result.steps,
      };

/** With how far the plan has come: what is signed off, executed or ended looks otherwise. Decisions on the plan take it for its digest. */
export const etagOfStage = (view: PlanView, stage: PlanStage): string =>
  stage === view.status ? etagOf(view) : `"${view.result?.digest}-${stage}-${view.version}"`;

/** The digest of the plan names the resource from the moment it is computed; `form` other than JSON has a tag of its own. */
export function etagOf({ status, version, result }: PlanView, form = 'json'): string {
  const content = result?.digest ?? `version-${version}`;
  const decided = status === 'withdrawn' ? ['withdrawn'] : status === 'void' || status === 'superseded' ? [`${status}-${version}`] : [];
  return `"${[content, ...decided, ...(form === 'json' ? [] : [form])].join(';')}"`;
}

/** The premises of each step, with the words of all statements and sources behind them. */
export function certificateOf({ id, request, result }: PlanView, plan: UpgradePlan, matrix: MatrixRevision): z.output<typeof certificate> {
  const { steps, evidenceFloor, weakest, waived } = plan.spec;
  const named = new Set(steps.flatMap(({ premises }) => premises.map(({ statement }) => statement)));
  const statements = matrix.document.spec.statements.flatMap(({ id: statement, between, status, evidence, expires, note, sources }) =>
    named.has(statement) && between && status && evidence
      ? [
          {
            id: statement,
            between: between as Record<string, string>,
            status,
            evidence,
            expires: expires ?? null,
            note: note ?? null,
            sources,
          },
        ]
      : [],
  );
  const sourceIds = new Set(statements.flatMap(({ sources }) => sources));
  return {
    id,
    digest: result!.digest,
    executable: isExecutable(request),
    matrix: matrix.digest,
    evidenceFloor,
    weakest,
    waivers: request.goal.spec.policy.waivers.filter(({ statement }) => waived.includes(statement)),
    steps: steps.map(({ id: step, component, subjects, groups = [], premises }) => ({ step, component, subjects, groups, premises })),
    statements,
    sources: matrix.document.spec.sources
      .filter((source) => sourceIds.has(source.id))
      .map(({ id: source, title, url, confidence }) => ({ id: source, title, url: url ?? null, confidence })),
  };
}

/** The groups that steps name, without their members. */
export function groupsOf({ groups = [] }: PlanSpec, steps: readonly PlanStep[]): z.output<typeof stepPage>['groups'] {
  const named = new Set(steps.flatMap((step) => step.groups ?? []));
  return groups.filter(({ id }) => named.has(id)).map(({ id, members }) => ({ id, size: members.length }));
}
