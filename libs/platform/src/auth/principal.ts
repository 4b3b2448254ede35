/** What a token allows. Every role may read what a viewer may. */
export const roles = ['viewer', 'inventory-writer', 'matrix-editor', 'planner', 'approver', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks. */
export interface Principal {
  /** Id of the token, or `environment` for the one of LOCKSTEP_ADMIN_TOKEN. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal;
  }
}

/** `actor` of events caused by this principal: an id, never a name, because nothing is ever taken out of the record. */
export const actorOf = ({ id }: Pick<Principal, 'id'>): string => `token:${id}`;

export const tokenIdOf = (actor: string): string | undefined => /^token:(.+)$/.exec(actor)?.[1];

export function mayAct(principal: Principal, allowed: readonly Role[]): boolean {
  if (allowed.length === 0 || principal.roles.includes('admin')) return true;
  return allowed.some((role) => principal.roles.includes(role) || (role === 'viewer' && principal.roles.length > 0));
}
