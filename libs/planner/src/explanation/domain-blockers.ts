import { type Blocker, type GoalSpec, UNKNOWN_VERSION } from '@lockstep/documents';
import { type FleetNode, subtree } from '../model/fleet-tree.js';
import { selects } from '../model/selection.js';
import type { BlockedDomain, Remainder } from './blocked-domain.js';
import type { Conflict, ConflictFinder } from './conflict-finder.js';
import { irreducibleCore } from './irreducible-core.js';

type Item =
  | { readonly kind: 'target' | 'hold'; readonly index: number }
  | { readonly kind: 'supported-until' }
  /** A class: one member of it is enough. */
  | { readonly kind: 'cluster'; readonly node: FleetNode };

/** An irreducible set of targets, holds and clusters of a domain that exclude each other: starts from a conflict when there is one, else from everything. */
export function domainBlockers(domain: BlockedDomain, finder: ConflictFinder, conflict: Conflict | null): Item[] {
  const { goal, classes } = domain;
  // Clusters that are alike below Supervisors that are alike block each other's places only.
  const nodes = [...subtree(classes.tree(domain.remainder([]).clusters))];
  const clusters = conflict ? conflict.clusters.map(([one]) => one!) : nodes.filter((node) => node.scope === 'cluster');
  const places = conflict ? conflict.seats.map(({ node }) => node) : nodes;
  const items: Item[] = [
    ...goal.hold.flatMap((hold, index): Item[] => (places.some((node) => selects(hold.select, node)) ? [{ kind: 'hold', index }] : [])),
    ...clusters.map((node): Item => ({ kind: 'cluster', node })),
    ...(goal.supportedUntil === undefined ? [] : [{ kind: 'supported-until' } as const]),
    ...goal.targets.flatMap((_, index): Item[] =>
      conflict === null || conflict.targets.includes(index) ? [{ kind: 'target', index }] : [],
    ),
  ];
  const fails = (kept: readonly Item[]) => {
    const remainder = onlyItems(domain, kept);
    return finder.findSmall(remainder) !== null || domain.hasNone(remainder);
  };
  // Few items are tried one by one; the same size of set costs more when halved.
  if (conflict === null) return irreducibleCore(items, fails);
  return items.reduce((left, item) => {
    const fewer = left.filter((other) => other !== item);
    return fails(fewer) ? fewer : left;
  }, items);
}

/** The domain as it would be with nothing but some items. */
export function onlyItems(domain: BlockedDomain, kept: readonly Item[]): Remainder {
  const has = (kind: 'target' | 'hold', index: number) => kept.some((item) => item.kind === kind && item.index === index);
  const { goal, facts } = domain;
  const dropped = goal.targets.flatMap((_, index) => (has('target', index) ? [] : [facts.target(index)]));
  const remainder = domain.remainder(dropped, {
    ...goal,
    hold: goal.hold.filter((_, index) => has('hold', index)),
    supportedUntil: kept.some((item) => item.kind === 'supported-until') ? goal.supportedUntil : undefined,
  });
  return {
    ...remainder,
    clusters: { kind: 'only', ids: new Set(kept.flatMap((item) => (item.kind === 'cluster' ? [item.node.id] : []))) },
  };
}

export function describeBlocker(goal: GoalSpec, nsxManager: string, item: Item, alike: readonly string[]): Blocker {
  switch (item.kind) {
    case 'target': {
      const target = goal.targets[item.index]!;
      return {
        kind: 'target',
        subject: `${target.component} ${target.version}`,
        message: `target ${item.index + 1}: ${target.component} ${target.version}`,
        nsxManager,
      };
    }
    case 'hold': {
      const hold = goal.hold[item.index]!;
      return { kind: 'hold', subject: hold.component, message: `hold ${item.index + 1}: ${hold.component} must not move`, nsxManager };
    }
    case 'supported-until':
      return {
        kind: 'supported-until',
        subject: goal.supportedUntil!,
        message: `everything supported until ${goal.supportedUntil}`,
        nsxManager,
      };
    case 'cluster': {
      const versions = item.node.instances
        .map(({ component, version }) => `${component.id} ${version?.text ?? UNKNOWN_VERSION}`)
        .join(', ');
      const message = `cluster ${item.node.id} (${versions})`;
      return { kind: 'cluster', subject: item.node.id, message, nsxManager, ...(alike.length > 0 ? { alike: [...alike] } : {}) };
    }
  }
}
