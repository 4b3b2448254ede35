import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Objective, UpgradeGoal } from '@lockstep/documents';
import { computePlan, renderExplanationText } from '@lockstep/planner';
import { checkContext, verifyPlan } from '@lockstep/planner/checks';
import { compileSpec, goalOf, snapshotOf } from '@lockstep/testing/builders';
import { explore, type PlanningProblem } from '@lockstep/testing/oracle';

/** The section of the page, with its fenced blocks in their order. */
const page = readFileSync(new URL('../../../docs/explanation/planner.md', import.meta.url), 'utf8');
const section = /^## A worked example\n([^]*?)(?=^## |$(?![^]))/m.exec(page)![1]!;
const blocks = [...section.matchAll(/```(?:yaml|text)\n([^]*?)```/g)].map(([, text]) => text!);
const [matrixText, fleetText, goalText, planText, stepText, holdText, noText, sentence] = blocks as [string, ...string[]];
const specOf = (text: string | undefined): object => (parse(text!) as { spec: object }).spec;

const goalSpec = specOf(goalText);
const problem = { matrix: compileSpec(specOf(matrixText)), fleet: snapshotOf(specOf(fleetText)), goal: goalOf(goalSpec) };
const held = { ...problem, goal: goalOf({ ...goalSpec, ...(parse(holdText!) as object) }) };
const onlyCluster = (id: string, goal: UpgradeGoal = problem.goal): PlanningProblem => {
  const { spec } = problem.fleet;
  return {
    ...problem,
    goal,
    fleet: { ...problem.fleet, spec: { ...spec, clusters: spec.clusters.filter((cluster) => cluster.id === id) } },
  };
};

/** By version of NSX: each state of one cluster that brute force reaches, in the words of the table. */
function frontiersOf(id: string): Map<string, string[]> {
  const context = checkContext(onlyCluster(id));
  const at = (versions: readonly ({ text: string } | null)[], component: string) =>
    context.tree.instances.flatMap((instance) => (instance.component === component ? [versions[instance.index]!.text] : []))[0];
  const frontiers = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { state, cost } of explore(context, 1000)) {
    const [nsx, vkr, adapter] = ['nsx', 'vkr', 'antrea-nsx-adapter'].map((component) => at(state.versions, component));
    const text = [vkr, adapter].filter((version) => version !== undefined).join(' ');
    // Cheapest first: what is seen again costs more.
    if (seen.has(`${nsx} ${text}`)) continue;
    seen.add(`${nsx} ${text}`);
    frontiers.set(nsx!, [...(frontiers.get(nsx!) ?? []), `${text}: ${costText(cost)}`]);
  }
  return frontiers;
}

function costText({ clusterRollouts, addonHops }: Objective): string {
  const times = (count: number, unit: string) => (count === 0 ? [] : [`${count === 1 ? '' : count}${unit}`]);
  return [...times(clusterRollouts, 'R'), ...times(addonHops, 'h')].join(' + ') || '0';
}

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('the worked example of the page about the planner', () => {
  it('has the frontiers that brute force finds, with the members of each class', () => {
    const [header, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
    const contexts = cellsOf(header!).slice(2);
    expect(rows).toHaveLength(3);
    for (const [first, members, ...cells] of rows.map(cellsOf)) {
      const id = first!.replaceAll('`', '');
      const frontiers = frontiersOf(id);
      const { project } = problem.fleet.spec.clusters.find((cluster) => cluster.id === id)!;
      expect(Number(members)).toBe(problem.fleet.spec.clusters.filter((cluster) => cluster.project === project).length);
      for (const [index, context] of contexts.entries())
        expect(cells[index]!.split(', ').toSorted(), `${id} under ${context}`).toEqual(
          frontiers.get(context.replace('NSX ', ''))!.toSorted(),
        );
    }
  });

  it('has the plan that the planner finds, with its certificate, and the checker proves it', () => {
    const plan = computePlan(problem);
    expect(plan.spec).toMatchObject(parse(planText!) as object);
    const step = parse(stepText!) as { id: string };
    expect(plan.spec.steps.find(({ id }) => id === step.id)).toMatchObject(step);
    expect(verifyPlan({ ...problem, plan }).outcome).toBe('proven');
  });

  it('counts the states of the fleet and the entries of the table as they are', () => {
    const said = (words: RegExp) => Number(words.exec(section)?.[1]);
    expect(said(/looks at (\d+) states/)).toBe([...explore(checkContext(problem), 5000)].length);
    const entries = ['pay-1', 'shop-1', 'lab-1'].flatMap((id) => [...frontiersOf(id).values()].flat());
    expect(said(/has (\d+) entries/)).toBe(entries.length);
  });

  it('explains why there is no plan with one cluster held, in the words that a change board reads', () => {
    const plan = computePlan(held);
    expect(plan.spec).toMatchObject(parse(noText!) as object);
    expect(renderExplanationText({ ...held, plan })).toContain(sentence!.trimEnd());
  });
});
