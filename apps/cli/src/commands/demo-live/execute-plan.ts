import { type PlanStep, subjectsOf, type UpgradePlan } from '@lockstep/documents';
import type { Judging, Matrix } from '@lockstep/matrix/domain';
import { type Hop, type OutsidePairing, outsideWindows, rollHop, type RunningNode, runningNodes, type World } from '@lockstep/simulation';
import { type LiveFleet, seenId } from './live-fleet.js';

export interface Execution {
  readonly world: World;
  readonly fleet: LiveFleet;
  readonly matrix: Matrix;
  readonly judging: Judging;
}

export interface StepReport {
  /** States that the world went through while the step rolled. */
  readonly states: number;
  /** What the scan in the middle saw several versions of: `nsx-manager nsx-1: nsx 4.2.1.0 and 9.0.2.0`. */
  readonly mixed: readonly string[];
  /** Pairings outside their windows, by the world itself and by what scans saw of it. */
  readonly outside: readonly OutsidePairing[];
}

/**
 * Takes one step of a plan in the world, looking at every state of the world, and by scans in the middle of the roll (of what is scanned) and after it.
 * Throws when it does not go through, or when the scan after it does not see that it did.
 */
export async function executeStep(execution: Execution, plan: UpgradePlan, step: PlanStep): Promise<StepReport> {
  const { world, fleet, matrix, judging } = execution;
  const hop = hopOf(world, plan, step);
  // Of the others vCenter tells, and not before they are through.
  const isScanned = hop.component !== 'vcenter' && hop.component !== 'supervisor';
  const outside: OutsidePairing[] = [];
  const look = (nodes: readonly RunningNode[]) => outside.push(...outsideWindows(matrix, judging, nodes));
  const roll = rollHop(world, hop);
  let mixed: string[] = [];
  let [states, middle] = [0, 0];
  for (;;) {
    const { done, value } = roll.next();
    if (done && value.outcome !== 'done') throw new Error(`${failing(step, hop)}; must go through; found ${JSON.stringify(value)}`);
    look(runningNodes(world.state));
    if (done) break;
    if (states === 0) middle = Math.floor(nodesRolling(world) / 2);
    if (states++ !== middle || !isScanned) continue;
    await fleet.scan();
    const seen = await fleet.running();
    mixed = seen.flatMap(mixedIn);
    look(seen);
  }
  if (!isScanned) await fleet.reportForVcenter();
  await fleet.scan();
  const seen = await fleet.running();
  look(seen);
  const behind = subjectsOf(plan.spec, step).filter((id) => !sees(seen, id, hop));
  if (behind.length > 0)
    throw new Error(`${failing(step, hop)}; the scan after it; must see ${hop.to}; found otherwise at ${behind.join(', ')}`);
  return { states, mixed, outside: distinct(outside) };
}

const failing = ({ id }: PlanStep, { component, from, to }: Hop): string => `step ${id}; ${component} ${from} → ${to}`;

/** In the ids of the world; a plan calls clusters by where they were seen. */
function hopOf(world: World, plan: UpgradePlan, step: PlanStep): Hop {
  const ids = new Map(world.all('cluster').map((cluster) => [seenId(cluster), cluster.id]));
  const { from, to } = step.moves.find(({ component }) => component === step.component)!;
  return { component: step.component, subjects: subjectsOf(plan.spec, step).map((id) => ids.get(id) ?? id), from, to };
}

const nodesRolling = (world: World): number =>
  [...world.state.values()].reduce((sum, { roll }) => sum + (roll?.parts.reduce((all, { nodes }) => all + nodes, 0) ?? 0), 0);

const sees = (nodes: readonly RunningNode[], id: string, { component, to }: Hop): boolean =>
  nodes.some(({ key, running }) => key.slice(key.indexOf(' ') + 1) === id && running[component]?.join() === to);

const mixedIn = ({ key, running }: RunningNode): string[] =>
  Object.entries(running).flatMap(([component, versions]) =>
    versions.length > 1 ? [`${key}: ${component} ${versions.join(' and ')}`] : [],
  );

const textOf = ({ nodes, between, versions }: OutsidePairing): string => [...nodes, ...between, ...versions].join(' ');
const distinct = (all: readonly OutsidePairing[]): OutsidePairing[] => [...new Map(all.map((one) => [textOf(one), one])).values()];
