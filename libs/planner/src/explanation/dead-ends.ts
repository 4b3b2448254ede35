import type { DeadEnd, Obstacle } from '@lockstep/documents';
import { compareTexts } from '@lockstep/kernel';
import type { Rank } from '../search/version-table.js';
import type { BlockedDomain } from './blocked-domain.js';
import { describeHop } from './describe-change.js';
import type { Facts } from './facts.js';
import type { Seat } from './seats.js';

const MAX_DEAD_ENDS = 20;
const MAX_REASONS = 3;

/**
 * Trap releases: a release that a target does not accept, from which no chain of hops or bundles leads to a newer one that it does accept, although one
 * leads there from another release at or below. Conditions and pairings are left aside: what is a dead end here is one under any of them.
 */
export function deadEndsOf(domain: BlockedDomain): DeadEnd[] {
  const found = new Map<string, DeadEnd>();
  const carried = bundledRanks(domain);
  const traps = new Map<string, readonly Rank[]>();
  for (const [seat, nodes] of domain.classes.nodes.flatMap((nodes) =>
    domain.seatsOf(nodes[0]!, domain.goal).map((seat) => [seat, nodes] as const),
  )) {
    const target = seat.targets[0];
    if (target === undefined || seat.held || seat.start === 0 || seat.accepted[seat.start]) continue;
    const kind = `${seat.component} ${seat.start} ${seat.targets.join()}`;
    const around = traps.get(kind) ?? trapsAround(domain.facts, seat, carried.get(seat.component) ?? []);
    traps.set(kind, around);
    for (const rank of around) {
      const how = rank === seat.start ? 'sits-on' : 'walks-into';
      const version = domain.table.version(seat.component, rank)!.text;
      const key = `${how} ${seat.component} ${version} ${target}`;
      const earlier = found.get(key);
      const ids = [...(earlier?.nodes ?? []), ...nodes.flatMap(({ members }) => members)];
      const because = earlier?.because ?? reasonsOf(domain.facts, seat, rank);
      found.set(key, { component: seat.component, version, how, nodes: ids, target, because });
    }
  }
  return [...found.values()]
    .map((end) => ({ ...end, nodes: [...new Set(end.nodes)].sort(compareTexts) }))
    .sort((a, b) => compareTexts(a.how, b.how) || a.target - b.target || compareTexts(a.version, b.version))
    .slice(0, MAX_DEAD_ENDS);
}

/** Releases that a seat runs or could come by and that lead nowhere, oldest first. */
function trapsAround(facts: Facts, seat: Seat, carried: readonly Rank[]): Rank[] {
  const { table } = facts;
  const { component, accepted, start } = seat;
  const landings = [...new Set([...table.releaseRanks(component), ...carried])].sort((a, b) => a - b);
  const newest = accepted.lastIndexOf(true);
  const mayHop = (from: Rank, to: Rank): boolean => {
    if (carried.includes(to)) return true;
    const ruling = facts.ruling(component, from, to);
    return ruling !== null && !ruling.backInTime && ruling.supported.length > 0 && !ruling.blocked.some((rule) => rule.when.length === 0);
  };
  const leads = new Map<Rank, boolean>();
  for (const rank of [...new Set([start, ...landings])].sort((a, b) => b - a))
    leads.set(rank, accepted[rank] === true || landings.some((to) => to > rank && leads.get(to) === true && mayHop(rank, to)));
  const reached = new Set([start]);
  for (const rank of reached) for (const to of landings) if (to > rank && to < newest && mayHop(rank, to)) reached.add(to);
  const othersLead = (trap: Rank) => landings.some((rank) => rank < newest && rank !== trap && !accepted[rank] && leads.get(rank) === true);
  return [...reached].filter((rank) => !leads.get(rank) && rank < newest && othersLead(rank)).sort((a, b) => a - b);
}

function reasonsOf(facts: Facts, { component, accepted }: Seat, rank: Rank): Obstacle[] {
  const hops = facts.table
    .releaseRanks(component)
    .filter((to) => to > rank && accepted[to] === true && facts.ruling(component, rank, to) !== null)
    .map((to) => describeHop(facts, component, rank, to));
  const told = hops.toSorted((a, b) => Number(a.reason === 'no-rule') - Number(b.reason === 'no-rule'));
  return told.slice(0, MAX_REASONS);
}

function bundledRanks({ table }: BlockedDomain): Map<string, Rank[]> {
  const carried = new Map<string, Rank[]>();
  for (const component of table.matrix.components.keys())
    for (const release of table.releaseRanks(component))
      for (const [rider, bundled] of table.bundle(component, release))
        carried.set(rider, [...(carried.get(rider) ?? []), table.rank(rider, bundled)]);
  return carried;
}
