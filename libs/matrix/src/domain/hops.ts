import { isNewer, minorStep, satisfies, type Version } from '@lockstep/kernel';
import type { Condition, HopRule, Matrix, Release } from './matrix.js';
import type { ObservedVersion } from './verdict.js';

/**
 * What the matrix says of one hop before its surroundings are looked at (documents.md, "Hops").
 *
 * The hop is allowed in a state when some rule of `supported` has all its `requires` true, and no rule of `blocked` has all its `when` true.
 */
export interface HopRuling {
  readonly supported: readonly HopRule[];
  readonly blocked: readonly HopRule[];
  /** Set when the target came out before the release it would replace, and the component forbids that. */
  readonly backInTime: { readonly from: Release; readonly to: Release } | null;
  /** False when any rule that may allow the hop marks a point of no return. */
  readonly reversible: boolean;
}

/**
 * `null` when `to` is not a later release than `from`, or not listed: such a move is no hop at all. Who knows which rules are out of the question
 * may leave them out of `candidates`.
 */
export function ruleHop(
  matrix: Matrix,
  component: string,
  from: Version,
  to: Version,
  candidates: readonly HopRule[] = matrix.hopRules(component),
): HopRuling | null {
  const target = matrix.findRelease(component, to);
  if (!target || !isNewer(to, from)) return null;
  const covering = candidates.filter((rule) => covers(rule, from, to));
  const supported = covering.filter((rule) => rule.status === 'supported');
  const source = matrix.findRelease(component, from);
  const wentBack =
    matrix.component(component).backInTime === 'block' &&
    source?.released != null &&
    target.released !== null &&
    target.released < source.released;
  return {
    supported,
    blocked: covering.filter((rule) => rule.status === 'blocked'),
    backInTime: wentBack ? { from: source, to: target } : null,
    reversible: supported.every((rule) => rule.reversible),
  };
}

function covers(rule: HopRule, from: Version, to: Version): boolean {
  if (!satisfies(from, rule.from) || !satisfies(to, rule.to)) return false;
  if (rule.maxMinorStep === null) return true;
  const step = minorStep(from, to);
  return step !== null && step <= rule.maxMinorStep;
}

/** Whether a `requires` condition holds for one instance; a version that could not be observed holds nothing. */
export const holds = (condition: Condition, version: ObservedVersion): boolean => version !== null && satisfies(version, condition.range);

/** Whether a `when` condition may match one instance; a version that could not be observed may be any, so it matches. */
export const mayMatch = (condition: Condition, version: ObservedVersion): boolean =>
  version === null || satisfies(version, condition.range);

export type HopJudgement = { readonly allowed: true; readonly rule: HopRule } | { readonly allowed: false; readonly reason: string };

/** Decides a hop in one state. `neighbours(component)` are the versions of all instances of a component that meet the moving one, itself excluded. */
export function judgeHop(
  matrix: Matrix,
  component: string,
  from: Version,
  to: Version,
  neighbours: (component: string) => readonly ObservedVersion[],
): HopJudgement {
  const refuse = (reason: string): HopJudgement => ({ allowed: false, reason: `${component} ${from.text} → ${to.text} ${reason}` });
  const ruling = ruleHop(matrix, component, from, to);
  if (ruling === null)
    return refuse(matrix.findRelease(component, to) ? 'is not a step to a later release' : 'leads to a version that no release lists');
  if (ruling.backInTime)
    return refuse(
      `goes back in time: released ${ruling.backInTime.to.released}, the release it replaces ${ruling.backInTime.from.released}`,
    );
  const blocking = ruling.blocked.find((rule) =>
    rule.when.every((condition) => neighbours(condition.component).some((version) => mayMatch(condition, version))),
  );
  if (blocking) return refuse(`is blocked (hop rule ${blocking.id}${blocking.note ? `: ${blocking.note}` : ''})`);
  const allowing = ruling.supported.find((rule) =>
    rule.requires.every((condition) => neighbours(condition.component).every((version) => holds(condition, version))),
  );
  if (allowing) return { allowed: true, rule: allowing };
  if (ruling.supported.length === 0) return refuse('is covered by no supported hop rule');
  return refuse(
    `does not meet what hop rule ${ruling.supported[0]!.id} requires: ${ruling.supported[0]!.requires.map((c) => `${c.component} ${c.range.text}`).join(', ')}`,
  );
}
