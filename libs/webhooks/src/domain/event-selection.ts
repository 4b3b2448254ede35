import type { Message } from './catalogue/public-event.js';

/** A type, a beginning of types that ends in `.*`, or `*`. */
export const EVENT_PATTERN = /^(\*|[a-z0-9-]+(\.[a-z0-9-]+)*(\.\*)?)$/;

/** What a webhook is told of. */
export interface EventSelection {
  readonly events: readonly string[];
  /** NSX managers; null: all. What concerns all domains is told to everybody. */
  readonly domains: readonly string[] | null;
}

export const matchesType = (pattern: string, type: string): boolean =>
  pattern === '*' || (pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type);

/** @param domainOf of a plan by its id; null: the whole fleet; undefined: not known, and told to those alone who are told of all domains */
export function selects(
  { events, domains }: EventSelection,
  { type, about }: Pick<Message, 'type' | 'about'>,
  domainOf: (plan: string) => string | null | undefined,
): boolean {
  if (!events.some((pattern) => matchesType(pattern, type))) return false;
  if (domains === null || about === null) return true;
  const domain = 'plan' in about ? domainOf(about.plan) : about.nsxManager;
  return domain === null || (domain !== undefined && domains.includes(domain));
}
