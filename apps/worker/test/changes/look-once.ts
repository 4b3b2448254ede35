import {
  type ChangeDraft,
  type ChangeSystemEntry,
  changeSystemDecider,
  FollowChangeRecord,
  type FollowOutcome,
  type PlanUnderChange,
  PostgresChangeRecords,
  PostgresRegisterRecord,
  Register,
  RequestChangeRecord,
  ServingChangeSystems,
} from '@lockstep/approvals';
import { serviceNowConnector } from '@lockstep/connectors/servicenow';
import { createDataSource } from '@lockstep/platform/database';

export interface LookOnce {
  readonly databaseUrl: string;
  readonly plan: string;
  /** Of a ServiceNow. */
  readonly url: string;
  readonly login: object;
  /** Seconds by which the clock of who looks is ahead. */
  readonly ahead: number;
}

const DIGEST = `sha256:${'a'.repeat(64)}`;
const PATIENCE = 60;
const planOf = (id: string): PlanUnderChange => ({
  id,
  digest: DIGEST,
  nsxManager: 'nsx-1',
  requestedBy: 'token:requester',
  requestedBefore: [],
  course: { is: 'followable' },
  execution: { state: 'not-started' },
  window: null,
});
const plans = { find: async (id: string) => planOf(id) };
const draftOf = (plan: string): ChangeDraft => ({
  plan,
  digest: DIGEST,
  planUrl: null,
  summary: 'Upgrade of nsx-1',
  description: 'Nine steps',
  justification: 'support ends',
  implementation: `Plan digest: ${DIGEST}\nsteps`,
  backout: 'none',
  test: 'the gate',
  risk: { level: 'low', text: '' },
  window: null,
  affected: [],
});

/** Registers a ServiceNow and asks there for the record of a plan. */
export async function requestRecord({ databaseUrl, plan, url }: Omit<LookOnce, 'login' | 'ahead'>): Promise<void> {
  const source = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  const entry: ChangeSystemEntry = {
    system: 'servicenow',
    name: 'Change board',
    settings: { url },
    nsxManagers: null,
    opening: 'by-hand',
    roles: [],
    people: {},
    pollSeconds: 60,
    maxAge: 900,
  };
  const register = PostgresRegisterRecord.changeSystems(source);
  await new Register(register, changeSystemDecider).create('board', entry, { actor: 'token:admin' });
  const request = new RequestChangeRecord(new PostgresChangeRecords(source), plans, new ServingChangeSystems(register));
  await request.execute(plan, { actor: 'token:ops' });
  await source.destroy();
}

/** One look at the record of a plan, as a worker has it: over PostgreSQL, with as few connections as may be, and the connector. Plan, texts and clock are given. */
export async function lookOnce({ databaseUrl, plan, url, login, ahead }: LookOnce): Promise<FollowOutcome> {
  const source = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  const connector = serviceNowConnector({ allowedNetworks: ['127.0.0.0/8'] });
  const system = connector.open({ id: 'board', settings: connector.settings.parse({ url }), secret: connector.secret.parse(login) });
  try {
    const follow = new FollowChangeRecord({
      records: new PostgresChangeRecords(source),
      systems: new ServingChangeSystems(PostgresRegisterRecord.changeSystems(source)),
      plans,
      drafts: { draft: async (id) => draftOf(id) },
      open: { use: async (_, work) => work(system) },
      count: { execute: async () => [] },
      now: () => new Date(Date.now() + ahead * 1_000).toISOString(),
      chance: () => 1,
      patience: PATIENCE,
      observe: () => {},
    });
    return await follow.execute(plan, new AbortController().signal);
  } finally {
    await system.close();
    await source.destroy();
  }
}
