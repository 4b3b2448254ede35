/** Outcome of reading a text. A problem is a clause that names the rule and what was found; the caller prefixes subject and place. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const unparsable = (problem: string): Parsed<never> => ({ ok: false, problem });
