import { type Change, type GoalSpec, type HopReason, type Obstacle, UNKNOWN_VERSION } from '@lockstep/documents';
import { ignoredStatements, judgePair } from '@lockstep/matrix/domain';
import type { Rank } from '../search/version-table.js';
import type { Facts, Repairing } from './facts.js';

/** Why a hop is not allowed, with the rule or release that says so. */
export function describeHop(facts: Facts, component: string, from: Rank, to: Rank): Obstacle & { kind: 'hop' } {
  const { table } = facts;
  const ruling = facts.ruling(component, from, to);
  const always = ruling?.blocked.find((rule) => rule.when.length === 0);
  const describe = (reason: HopReason, origin: { id?: string; note: string | null; sources: readonly string[] } | undefined) => ({
    kind: 'hop' as const,
    component,
    from: textOf(facts, component, from),
    to: textOf(facts, component, to),
    reason,
    rule: origin?.id ?? null,
    ...(origin?.note ? { note: origin.note } : {}),
    ...(origin && origin.sources.length > 0 ? { sources: [...origin.sources] } : {}),
  });
  if (always) return describe('blocked', always);
  if (ruling?.backInTime) {
    const { from: source, to: target } = ruling.backInTime;
    const sources = [...new Set([...source.sources, ...target.sources])];
    const version = table.version(component, to)!;
    return describe('back-in-time', {
      note: `${version.text} was released on ${target.released}, before ${source.version.text} (${source.released})`,
      sources,
    });
  }
  if (!ruling || ruling.supported.length === 0) return describe('no-rule', undefined);
  return ruling.blocked.length > 0 ? describe('blocked', ruling.blocked[0]) : describe('condition', ruling.supported[0]);
}

/** A fact that stands in the way, as the plan document has it. */
export function describeObstacle(facts: Facts, change: Repairing): Obstacle[] {
  if (change.kind === 'allow-hop') return [describeHop(facts, change.component, change.from, change.to)];
  if (change.kind !== 'assume-statement') return [];
  return [describePairing(facts, change.a, change.rankA, change.b, change.rankB)];
}

/** What is said of two versions, and what of it does not count. `a` comes first in text order. */
export function describePairing(facts: Facts, a: string, rankA: Rank, b: string, rankB: Rank): Obstacle & { kind: 'pairing' } {
  const { table } = facts;
  const pair = [a, table.version(a, rankA), b, table.version(b, rankB)] as const;
  const { verdict, statement } = judgePair(table.matrix, table.judging, ...pair);
  const ignored = ignoredStatements(table.matrix, table.judging, ...pair).map((one) => ({ ...one, statement: one.statement.id }));
  return {
    kind: 'pairing',
    between: [a, b],
    versions: [textOf(facts, a, rankA), textOf(facts, b, rankB)],
    verdict,
    statement: statement?.id ?? null,
    ...(statement?.note ? { note: statement.note } : {}),
    ...(statement && statement.sources.length > 0 ? { sources: [...statement.sources] } : {}),
    ...(ignored.length > 0 ? { ignored } : {}),
  };
}

/** `to` is what a loosened target may ask instead. */
export function describeChange(facts: Facts, goal: GoalSpec, change: Repairing, to: string | null): Change[] {
  switch (change.kind) {
    case 'assume-statement': {
      const { between, versions, verdict, ignored } = describePairing(facts, change.a, change.rankA, change.b, change.rankB);
      return [{ kind: change.kind, between, versions, verdict, ...(ignored ? { ignored } : {}) }];
    }
    case 'allow-hop': {
      const { component, from, to: landing, reason, rule, note } = describeHop(facts, change.component, change.from, change.to);
      return [{ kind: change.kind, component, from, to: landing, reason, rule, ...(note === undefined ? {} : { note }) }];
    }
    case 'loosen-target': {
      const { component, version } = goal.targets[change.target]!;
      return [{ kind: change.kind, target: change.target, component, version, to }];
    }
    case 'exclude-clusters':
      return change.members.map((cluster) => ({ kind: 'exclude-cluster', cluster }));
  }
}

const textOf = (facts: Facts, component: string, rank: Rank): string => facts.table.version(component, rank)?.text ?? UNKNOWN_VERSION;
