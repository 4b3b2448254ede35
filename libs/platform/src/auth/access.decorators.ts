import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal, Role } from './principal.js';

export const accessMetadata = 'lockstep:access';
export type Access = { readonly kind: 'public' } | { readonly kind: 'roles'; readonly roles: readonly Role[] };

/** Open to everybody: probes, the API's description, keys that verify. Nothing else. */
export const Public = () => SetMetadata(accessMetadata, { kind: 'public' } satisfies Access);

/** Open to tokens with one of these roles, and to admins; without arguments, to every valid token. A route with neither decorator is closed
 *  to all. */
export const Roles = (...roles: readonly Role[]) => SetMetadata(accessMetadata, { kind: 'roles', roles } satisfies Access);

/** Who asks. Only on routes that are not public. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = context.switchToHttp().getRequest<FastifyRequest>().principal;
  if (principal === undefined) throw new Error('access; principal; the route must be closed to the public; found an open one');
  return principal;
});
