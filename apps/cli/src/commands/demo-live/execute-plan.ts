import type { PlanStep, UpgradePlan } from '@lockstep/documents';
import { subjectsOf } from '@lockstep/documents';
import type { Judging, Matrix } from '@lockstep/matrix/domain';
import { type Hop, type OutsidePairing, outsideWindows, rollHop, type RunningNode, runningNodes, type World } from '@lockstep/simulation';
import { type LiveFleet, seenId } from './live-fleet.js';

export interface Execution {
  readonly world: World;
  readonly fleet: LiveFleet;
  readonly matrix: Matrix;
  readonly judging: Judging;
  readonly tell: (what: string) => void;
}

export interface StepReport {
  /** States that the world went through while the step rolled. */
  readonly states: number;
  /** Pairings outside their windows, by the world itself and by what scans saw of it. */
  readonly outside: readonly OutsidePairing[];
}

/** Takes one step of a plan in the world, looking at every state of the world, and by scans in the middle of the roll and after it. */
export async function executeStep(execution: Execution, plan: UpgradePlan, step: PlanStep): Promise<StepReport> {
  const { world, fleet, matrix, judging } = execution;
  const hop = hopOf(world, plan, step);
  const outside: OutsidePairing[] = [];
  const look = (nodes: readonly RunningNode[]) => outside.push(...outsideWindows(matrix, judging, nodes));
  const roll = rollHop(world, hop);
  let [states, middle] = [0, 0];
  for (;;) {
    const { done, value } = roll.next();
    if (done && value.outcome !== 'done')
      throw new Error(`step ${step.id}; ${hop.component} ${hop.from} → ${hop.to}; must go through; found ${JSON.stringify(value)}`);
    look(runningNodes(world.state));
    if (done) break;
    if (states === 0) middle = Math.floor(nodesRolling(world) / 2);
    if (states++ !== middle) continue;
    await fleet.scan();
    look(await fleet.running());
  }
  if (hop.component === 'vcenter' || hop.component === 'supervisor') await fleet.reportForVcenter();
  await fleet.scan();
  look(await fleet.running());
  return { states, outside: distinct(outside) };
}

/** In the ids of the world; a plan calls clusters by where they were seen. */
function hopOf(world: World, plan: UpgradePlan, step: PlanStep): Hop {
  const ids = new Map(world.all('cluster').map((cluster) => [seenId(cluster), cluster.id]));
  const { from, to } = step.moves.find(({ component }) => component === step.component)!;
  return { component: step.component, subjects: [...subjectsOf(plan.spec, step)].map((id) => ids.get(id) ?? id), from, to };
}

const nodesRolling = (world: World): number =>
  [...world.state.values()].reduce((sum, { roll }) => sum + (roll?.parts.reduce((all, { nodes }) => all + nodes, 0) ?? 0), 0);

const textOf = ({ nodes, between, versions }: OutsidePairing): string => [...nodes, ...between, ...versions].join(' ');
const distinct = (all: readonly OutsidePairing[]): OutsidePairing[] => [...new Map(all.map((one) => [textOf(one), one])).values()];
