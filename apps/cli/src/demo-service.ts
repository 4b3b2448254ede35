import { createLockstepClient, type components, type LockstepClient, preferWait, yamlBody } from '@lockstep/api-client';
import type { UpgradeGoal, UpgradePlan } from '@lockstep/documents';

/** What both demos ask of the service that they have started themselves. */
export class DemoService {
  private readonly client: LockstepClient;

  constructor(url: string, token: string) {
    this.client = createLockstepClient({ url, token });
  }

  /** Its digest. */
  async publishMatrix(text: string): Promise<string> {
    const params = { query: { reason: 'demo' } };
    return (await this.client.POST('/v1/matrix/revisions', { params, ...yamlBody(text) })).data.digest;
  }

  async recordFleet(text: string): Promise<void> {
    await this.client.PUT('/v1/inventory/snapshots', yamlBody(text));
  }

  async requestPlan(goal: UpgradeGoal): Promise<{ readonly id: string; compute(): Promise<ComputedPlan> }> {
    const requested = await this.client.POST('/v1/plans', { body: { goal: goal as never }, headers: preferWait(20) });
    const { id } = requested.data;
    const compute = async () => computedOf((await this.client.settle(requested)).data);
    return { id, compute };
  }

  async getFleet(plan: string): Promise<unknown> {
    return (await this.client.GET('/v1/plans/{id}/fleet', { params: { path: { id: plan } } })).data;
  }
}

export interface ComputedPlan {
  readonly id: string;
  readonly digest: string;
  readonly plan: UpgradePlan;
}

function computedOf({ id, digest, status, plan }: components['schemas']['Plan']): ComputedPlan {
  if (digest === null || plan === null) throw new Error(`plan ${id}; status; must become computed; found ${status}`);
  return { id, digest, plan: plan as unknown as UpgradePlan };
}
