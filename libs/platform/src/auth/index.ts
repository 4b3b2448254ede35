export { CurrentPrincipal, Public, Roles } from './access.decorators.js';
export { AccessGuard } from './access.guard.js';
export type { ApiTokenRecord } from './api-tokens.repository.js';
export { type AdminTokenOutcome, ApiTokens, type NewToken } from './api-tokens.use-cases.js';
export { actorOf, type Principal, type Role, roles } from './principal.js';
