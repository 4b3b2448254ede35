import { type PlanStep, subjectsOf } from '@lockstep/documents';
import type { Judging, Matrix } from '@lockstep/matrix/domain';
import {
  type Hop,
  hopOfStep,
  nodesRolling,
  type OutsidePairing,
  outsideWindows,
  type PlanToExecute,
  rollHop,
  type RunningNode,
  runningNodes,
  type ScannedWorld,
  type Service,
  SimulatedExecutor,
} from '@lockstep/simulation';
import type { LiveFleet } from './live-fleet.js';

export interface Execution {
  readonly scanned: ScannedWorld;
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
 * Takes one step as a pipeline does: by the gate, and with reports. Every state of the world is looked at, and what scans see in the middle of the roll and
 * after it. Throws when the gate holds it, or when it does not go through.
 */
export async function carryOutStep(
  { scanned, fleet, matrix, judging }: Execution,
  pipeline: Service,
  plan: PlanToExecute,
  step: PlanStep,
): Promise<StepReport> {
  const { world } = scanned;
  const outside: OutsidePairing[] = [];
  let mixed: string[] = [];
  let states = 0;
  const look = (nodes: readonly RunningNode[]) => outside.push(...outsideWindows(matrix, judging, nodes));
  const leave = world.onChange(() => {
    states++;
    look(runningNodes(world.state));
  });
  const executor = new SimulatedExecutor({
    world,
    service: pipeline,
    observe: () => scanned.observe(),
    onMoment: async (moment) => {
      if (moment !== 'rolling' && moment !== 'confirmed') return;
      const seen = await fleet.running();
      if (moment === 'rolling') mixed = seen.flatMap(mixedIn);
      look(seen);
    },
  });
  const taken = await executor.take(plan, step).finally(leave);
  if (taken.outcome !== 'done') throw new Error(`step ${step.id}; it must be taken; found ${JSON.stringify(taken)}`);
  return { states, mixed, outside: distinct(outside) };
}

/**
 * Takes one step of a plan in the world, asking nobody and reporting nothing, looking at every state of the world, and by scans in the middle of the roll (of what is scanned) and after it.
 * Throws when it does not go through, or when the scan after it does not see that it did.
 */
export async function executeStep(execution: Execution, plan: PlanToExecute, step: PlanStep): Promise<StepReport> {
  const { scanned, fleet, matrix, judging } = execution;
  const { world } = scanned;
  const hop = hopOfStep(world, plan.spec, step);
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
    await scanned.scan();
    const seen = await fleet.running();
    mixed = seen.flatMap(mixedIn);
    look(seen);
  }
  await scanned.observe();
  const seen = await fleet.running();
  look(seen);
  const behind = subjectsOf(plan.spec, step).filter((id) => !sees(seen, id, hop));
  if (behind.length > 0)
    throw new Error(`${failing(step, hop)}; the scan after it; must see ${hop.to}; found otherwise at ${behind.join(', ')}`);
  return { states, mixed, outside: distinct(outside) };
}

const failing = ({ id }: PlanStep, { component, from, to }: Hop): string => `step ${id}; ${component} ${from} → ${to}`;

const sees = (nodes: readonly RunningNode[], id: string, { component, to }: Hop): boolean =>
  nodes.some(({ key, running }) => key.slice(key.indexOf(' ') + 1) === id && running[component]?.join() === to);

const mixedIn = ({ key, running }: RunningNode): string[] =>
  Object.entries(running).flatMap(([component, versions]) =>
    versions.length > 1 ? [`${key}: ${component} ${versions.join(' and ')}`] : [],
  );

const textOf = ({ nodes, between, versions }: OutsidePairing): string => [...nodes, ...between, ...versions].join(' ');
const distinct = (all: readonly OutsidePairing[]): OutsidePairing[] => [...new Map(all.map((one) => [textOf(one), one])).values()];
