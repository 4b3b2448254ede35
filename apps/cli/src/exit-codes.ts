/**
 * What a pipeline decides by, the same for every command:
 *
 * | Code | Means |
 * |---|---|
 * | 0 | done; proven; go; nothing to object to |
 * | 1 | bad input, a refused request, a service that does not answer |
 * | 2 | it was done, and the answer is no: infeasible, refuted, outside its window, fallen, failed |
 * | 3 | hold: not now, and worth asking again (`gate`, `plans standing`, `scans get`, `changes get`) |
 * | 4 | void: never by this plan (`gate`) |
 */
export const OK = 0;
export const BAD_INPUT = 1;
export const REFUSED = 2;
export const HOLD = 3;
export const VOID = 4;
