/** Injection tokens: both are a `Register`. */
export const FREEZES = Symbol('freezes');
export const OWNERS = Symbol('owners of clusters');
