import type { NodeName, SourceConnector } from '@lockstep/fleet';
import { type Problem, problem, type ProblemPlace } from '@lockstep/platform';
import type { z } from 'zod';
import type { Connectors } from './connectors.js';

interface SourceBody {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret?: unknown;
}

/** The connector of a system, or 422. */
export function connectorOf(connectors: Connectors, system: string): SourceConnector {
  const connector = connectors.get(system);
  if (connector === undefined) throw refuse([{ pointer: '/system', detail: `must be one of ${[...connectors.keys()].join(', ')}` }]);
  return connector;
}

/** Reads settings and secret as the connector asks for them; 422 with every rule that is broken. Details name rules and never what was found. */
export function checkSourceBody(connector: SourceConnector, { settings, secret }: SourceBody, keptSecret: boolean): NodeName {
  const read = connector.settings.safeParse(settings);
  const places = [...(read.success ? [] : placesOf('/settings', read.error)), ...unstorable('/settings', settings)];
  if (!keptSecret) {
    const given = connector.secret.safeParse(secret ?? null);
    if (!given.success) places.push(...placesOf('/secret', given.error));
  }
  if (!read.success || places.length > 0) throw refuse(places);
  return connector.speaksFor(read.data);
}

export const refuse = (errors: readonly ProblemPlace[]): Problem =>
  problem('unprocessable', `source; ${errors.length} ${errors.length === 1 ? 'rule' : 'rules'} broken`, { errors });

/** Text that no record can keep; most of what connectors ask for is more particular. */
export function unstorable(pointer: string, value: unknown): ProblemPlace[] {
  const detail = 'must hold no lone surrogates and no NUL';
  if (typeof value === 'string') return /[\p{Cs}\0]/u.test(value) ? [{ pointer, detail }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (/[\p{Cs}\0]/u.test(name)) return [{ pointer, detail }];
    return unstorable(`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, member);
  });
}

export const placesOf = (root: string, { issues }: z.ZodError): ProblemPlace[] =>
  issues.map(({ path, message, code }) => ({
    pointer: root + path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    // The message of these may repeat what was sent.
    detail:
      root === '/secret' && (code === 'custom' || code === 'unrecognized_keys')
        ? 'must be as the connector of the system asks for it'
        : message,
  }));
