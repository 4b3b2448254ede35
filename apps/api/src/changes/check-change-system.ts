import type { ChangeConnector, ChangeSystemEntry } from '@lockstep/approvals';
import { type Problem, problem, type ProblemPlace } from '@lockstep/platform';
import { placesOf, unstorable } from '../sources/check-source-body.js';

interface Body extends Pick<ChangeSystemEntry, 'settings' | 'pollSeconds' | 'maxAge' | 'roles' | 'strangers'> {
  readonly secret?: unknown;
}

/** The connector of a system, or 422. */
export function connectorOf(connectors: ReadonlyMap<string, ChangeConnector>, system: string): ChangeConnector {
  const connector = connectors.get(system);
  if (connector === undefined) throw refuse([{ pointer: '/system', detail: `must be one of ${[...connectors.keys()].join(', ')}` }]);
  return connector;
}

/** Reads settings and secret as the connector asks for them; 422 with every rule that is broken. Details name rules and never what was found. */
export function checkChangeSystem(
  connector: ChangeConnector,
  { settings, secret, pollSeconds, maxAge, roles, strangers }: Body,
  keptSecret: boolean,
): void {
  const read = connector.settings.safeParse(settings);
  const places: ProblemPlace[] = [...(read.success ? [] : placesOf('/settings', read.error)), ...unstorable('/settings', settings)];
  if (!keptSecret) {
    const given = connector.secret.safeParse(secret ?? null);
    if (!given.success) places.push(...placesOf('/secret', given.error));
  }
  if (roles.length > 0 && strangers === undefined)
    places.push({
      pointer: '/strangers',
      detail: 'must say, where roles are given, whether an approval by people who are not known here counts',
    });
  if (maxAge < 2 * pollSeconds) places.push({ pointer: '/maxAge', detail: 'must be at least twice pollSeconds' });
  if (places.length > 0) throw refuse(places);
}

export const refuse = (errors: readonly ProblemPlace[]): Problem =>
  problem('unprocessable', `change system; ${errors.length} ${errors.length === 1 ? 'rule' : 'rules'} broken`, { errors });
