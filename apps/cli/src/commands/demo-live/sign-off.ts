import { askOf, type PlanToExecute, type Service } from '@lockstep/simulation';

/** What people do between a plan and its first step: who asked for it asks for sign-off, and others sign. Throws when that is not enough. */
export async function signOff(asker: Service, approvers: readonly Service[], { id, digest }: PlanToExecute): Promise<void> {
  const decide = (who: Service, what: string, body: object) =>
    askOf<{ state: string }>(who, { method: 'POST', path: `/v1/plans/${id}/${what}`, body, ifMatch: `"${digest}"` });
  await decide(asker, 'signoffs/request', {});
  let state = 'pending';
  for (const approver of approvers) ({ state } = (await decide(approver, 'signoffs', { decision: 'sign' })).body);
  if (state !== 'approved') throw new Error(`plan ${id}; sign-off; must be approved; found ${state}`);
}

/** Two people for clusters with a CNI of their own, of whose pods NSX sees nothing; `clusters` by their ids in the record. */
export async function nameOwners(approver: Service, clusters: readonly string[]): Promise<void> {
  const [podTraffic, nsx] = ['Cy', 'Di'].map((name) => ({ name, contact: `${name.toLowerCase()}@example.org` }));
  const body = { id: 'own-cni', scope: { clusters }, podTraffic, nsx };
  if (clusters.length > 0) await askOf(approver, { method: 'POST', path: '/v1/owners', body });
}

/** A caller with a token of its own. */
export async function personOf(asker: Service, as: (token: string) => Service, name: string, role: string): Promise<Service> {
  const { body } = await askOf<{ token: string }>(asker, { method: 'POST', path: '/v1/tokens', body: { name, roles: [role] } });
  return as(body.token);
}
