import type { UpgradePlan } from '@lockstep/documents';
import type { RecordedEvent } from '@lockstep/event-store';
import { PostgresEventStore, type Projection, type ProjectionTarget } from '@lockstep/event-store/postgres';
import type { DataSource } from 'typeorm';
import { planEventTypes } from '../application/plan-event-types.js';
import type { PremisesRecord, RecordedPremises } from '../application/premises-record.port.js';
import { viewPlan } from '../application/plan-view.js';
import { isExecutable, type PlanEvent, planOfStream, type PlanPremises, premisesOf, subjectsOf } from '../domain/index.js';

/** What ends the premises of a plan: nobody follows it any more. */
const ENDS = new Set<string>(['PlanWithdrawn', 'PremiseFell', 'PlanSuperseded'] satisfies PlanEvent['type'][]);

/** What plans lean on that were computed and are neither void, superseded, withdrawn nor hypothetical. */
export const premisesProjection = (): Projection => ({
  name: 'plan-premises',
  version: 2,
  tables: ['plan_premise'],
  reads: planEventTypes,
  apply: async (events, target) => {
    const latest = new Map<string, RecordedEvent>();
    for (const event of events) {
      const plan = planOfStream(event.stream);
      if (plan !== undefined && (event.type === 'PlanComputed' || ENDS.has(event.type))) latest.set(plan, event);
    }
    for (const [plan, event] of latest) {
      await target.manager.query(`delete from ${target.table('plan_premise')} where plan = $1`, [plan]);
      if (event.type === 'PlanComputed') await project(plan, event, target);
    }
  },
});

/** As of this event, not of later ones that are on record already: rows do not depend on when a page is applied. */
async function project(plan: string, { stream, version }: RecordedEvent, { manager, table }: ProjectionTarget): Promise<void> {
  const events = planEventTypes.read(await new PostgresEventStore(manager).readStream(stream, { limit: version }));
  const view = viewPlan(plan, events);
  if (view?.status !== 'computed' || view.result?.outcome !== 'planned' || !isExecutable(view.request)) return;
  const { request, result } = view;
  const rows = await manager.query<{ document: UpgradePlan }[]>(
    `select document from lockstep.plan_document where kind = 'plan' and digest = $1`,
    [result.digest],
  );
  if (!rows[0]) throw new Error(`plan ${plan}; document; what a plan's events name is kept; found nothing under ${result.digest}`);
  const fleets = await manager.query<{ taken_at: string | null }[]>(
    `select document -> 'metadata' ->> 'takenAt' as taken_at from lockstep.plan_document where kind = 'fleet' and digest = $1`,
    [request.fleet.digest],
  );
  const takenAt = fleets[0]?.taken_at;
  const content: PlanPremises = {
    name: request.goal.metadata.name,
    domain: request.domain,
    policy: request.goal.spec.policy,
    day: takenAt == null ? null : new Date(takenAt).toISOString().slice(0, 10),
    ...premisesOf(rows[0].document),
  };
  await manager.query(`insert into ${table('plan_premise')} (plan, subjects, content) values ($1, $2, $3)`, [
    plan,
    subjectsOf(content),
    JSON.stringify(content),
  ]);
}

export class PostgresPremisesRecord implements PremisesRecord {
  constructor(private readonly source: DataSource) {}

  async list(subjects: readonly string[], { limit, after }: { readonly limit: number; readonly after?: string }) {
    const rows = await this.source.query<{ plan: string; content: PlanPremises }[]>(
      'select plan, content from lockstep.plan_premise where subjects && $1::text[] and ($2::text is null or plan > $2) order by plan limit $3',
      [subjects, after ?? null, limit],
    );
    return rows.map(({ plan, content }): RecordedPremises => ({ plan, ...content }));
  }
}
