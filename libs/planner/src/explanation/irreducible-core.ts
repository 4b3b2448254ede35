/**
 * An irreducible subset of `items` for which `fails` still holds, given that it holds for all of them: dropping any one item of the result makes it
 * pass. Divide and conquer after Junker's QuickXplain, so a core of k among n items takes about k log(n/k) tests. `fails` must be monotone:
 * what fails with fewer items fails with more.
 */
export function irreducibleCore<T>(items: readonly T[], fails: (subset: readonly T[]) => boolean): T[] {
  const search = (background: readonly T[], added: boolean, candidates: readonly T[]): readonly T[] => {
    if (added && fails(background)) return [];
    if (candidates.length <= 1) return candidates;
    const middle = candidates.length >> 1;
    const [first, second] = [candidates.slice(0, middle), candidates.slice(middle)];
    const right = search([...background, ...first], first.length > 0, second);
    const left = search([...background, ...right], right.length > 0, first);
    return [...left, ...right];
  };
  if (fails([])) return [];
  return [...search([], false, items)];
}
