import type { Blocker, Change, DeadEnd, Explanation, Furthest, Obstacle } from '@lockstep/documents';
import { type FleetNode, fleetTrees, subtree } from '../model/fleet-tree.js';
import { judgingOf } from '../model/inputs.js';
import type { NarratedInput } from './narrate.js';
import { renderObjective } from './render-objective.js';
import { wordPairing, wordToday } from './word-pairing.js';
import { wordReach } from './word-reach.js';

const MAX_NAMED = 5;

/** Why there is no plan, one paragraph per domain and then its lists, for a change board; `null` for a plan that needs no explanation. */
export function renderExplanationText(input: NarratedInput): string | null {
  const lines = explanationLines(input);
  return lines && `${lines.join('\n')}\n`;
}

/** Lines of an explanation; those that begin with `- ` are items. */
export function explanationLines(input: NarratedInput): string[] | null {
  const { explanation } = input.plan.spec;
  if (!explanation) return null;
  const nodes = new Map(
    fleetTrees(input.matrix.matrix, input.fleet).flatMap((root) => [...subtree(root)].map((node) => [node.id, node] as const)),
  );
  const managers = [...new Set(explanation.blockers.flatMap(({ nsxManager }) => nsxManager ?? []))];
  // Plans of earlier planners carry the summary and the blockers only.
  if (managers.length === 0) return [explanation.summary, ...explanation.blockers.map(({ message }) => `- ${message}`)];
  const lines = managers.flatMap((manager) => domainLines(input, explanation, nodes, manager));
  for (const end of explanation.deadEnds ?? []) lines.push(`- ${wordDeadEnd(input, end)}`);
  if (explanation.complete === false)
    lines.push('The search for changes stopped at its bound: smaller or further ones may exist, except where one is called the smallest.');
  return lines;
}

function domainLines(input: NarratedInput, explanation: Explanation, nodes: ReadonlyMap<string, FleetNode>, manager: string): string[] {
  const ofThis = <T extends { nsxManager?: string | undefined }>(list: readonly T[] | undefined) =>
    (list ?? []).filter(({ nsxManager }) => nsxManager === manager);
  const blockers = ofThis(explanation.blockers);
  const cause = ofThis(explanation.causes)[0];
  const [first, ...others] = ofThis(explanation.relaxations);
  const lines = [`${wordBlockers(input, blockers, cause?.obstacles ?? [], nodes, manager)}.`];
  if (first)
    lines.push(
      `${first.minimal ? 'The smallest change that unblocks it is' : 'A change that unblocks it is'}: ${wordChanges(input, first.changes)}.`,
    );
  else lines.push('No change of the kinds that were tried unblocks it.');
  lines.push(...others.map(({ changes }) => `- or ${wordChanges(input, changes)}`));
  if (cause && cause.obstacles.length > 0)
    lines.push(
      'What stands in the way:',
      ...cause.obstacles.map((obstacle) => `- ${wordObstacle(input, obstacle)}`),
      ...(cause.more > 0 ? [`- and ${cause.more} more of the kind`] : []),
    );
  for (const point of ofThis(explanation.furthest))
    lines.push(...wordFurthest(point, input.goal.spec.targets, explanation.complete !== false));
  return lines;
}

function wordBlockers(
  { matrix: { matrix }, fleet, goal }: NarratedInput,
  blockers: readonly Blocker[],
  obstacles: readonly Obstacle[],
  nodes: ReadonlyMap<string, FleetNode>,
  manager: string,
): string {
  const of = (kind: Blocker['kind']) => blockers.filter((blocker) => blocker.kind === kind);
  const wanted = [
    ...of('target').map(({ subject }) => subject.replace(' =', ' ')),
    ...of('supported-until').map(({ subject }) => `support until ${subject}`),
  ];
  const what = wanted.length > 0 ? wanted.join(' together with ') : 'The goal';
  const clusters = [...new Set(of('cluster').flatMap(({ subject, alike }) => [subject, ...(alike ?? [])]))];
  const holds = of('hold').map(({ subject }) => subject);
  const parts: string[] = [];
  if (clusters.length > 0) parts.push(`by ${wordClusters(clusters, nodes)}`);
  if (holds.length > 0) parts.push(`by the hold on ${[...new Set(holds)].join(' and ')}`);
  const head =
    parts.length > 0
      ? `${what} under ${manager} is blocked ${parts.join(' and ')}`
      : `${what} cannot be reached under ${manager} by itself`;
  const judging = judgingOf(fleet, goal);
  const blocking = clusters.flatMap((id) => nodes.get(id) ?? []);
  for (const obstacle of obstacles) {
    if (obstacle.kind !== 'pairing') continue;
    for (const [side, component] of obstacle.between.entries()) {
      const runs = blocking.some(({ instances }) =>
        instances.some((one) => one.component.id === component && one.version?.text === obstacle.versions[side]),
      );
      const other = obstacle.between[1 - side]!;
      const asked = matrix.readVersion(other, obstacle.versions[1 - side]!);
      const reach = runs && asked.ok ? wordReach(matrix, judging, blocking, component, other, asked.value) : null;
      if (reach !== null) return `${head}: ${reach}`;
    }
  }
  return head;
}

function wordClusters(ids: readonly string[], nodes: ReadonlyMap<string, FleetNode>): string {
  const projects = [...new Set(ids.map((id) => nodes.get(id)?.project ?? null))];
  const place = projects.length === 1 && projects[0] !== null ? ` in Project ${projects[0]}` : '';
  if (ids.length === 1) return `cluster ${ids[0]}${place}`;
  const named = ids.slice(0, MAX_NAMED).join(', ');
  return `${ids.length} clusters${place} (${named}${ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} more` : ''})`;
}

const wordChanges = (input: NarratedInput, changes: readonly Change[]): string =>
  changes.map((change) => wordChange(input, change)).join(', and ');

function wordChange(input: NarratedInput, change: Change): string {
  switch (change.kind) {
    case 'assume-statement':
      return `validate ${change.between[0]} ${change.versions[0]} with ${change.between[1]} ${change.versions[1]} (${wordToday(input, change)})`;
    case 'allow-hop':
      return `allow the hop ${change.component} ${change.from} → ${change.to} (${wordReason(change)})`;
    case 'loosen-target':
      return change.to === null
        ? `drop target ${change.target + 1} (${change.component} ${change.version})`
        : `ask for ${change.component} ${change.to} instead of ${change.version} (target ${change.target + 1})`;
    case 'exclude-cluster':
      return `leave out cluster ${change.cluster} (move it off this NSX, or disable its adapter)`;
  }
}

function wordObstacle(input: NarratedInput, obstacle: Obstacle): string {
  if (obstacle.kind === 'pairing') {
    const { between, versions } = obstacle;
    return `${between[0]} ${versions[0]} with ${between[1]} ${versions[1]}: ${wordPairing(input, obstacle)}`;
  }
  const sources = obstacle.sources ? ` [${obstacle.sources.join(', ')}]` : '';
  return `${obstacle.component} ${obstacle.from} → ${obstacle.to}: ${wordReason(obstacle)}${sources}`;
}

function wordReason({ reason, rule, note }: Pick<Obstacle & { kind: 'hop' }, 'reason' | 'rule' | 'note'>): string {
  const by = `${rule === null ? '' : ` by ${rule}`}${note ? `: ${note}` : ''}`;
  switch (reason) {
    case 'blocked':
      return `blocked${by}`;
    case 'back-in-time':
      return `back in time${by}`;
    case 'no-rule':
      return 'no rule supports it';
    case 'condition':
      return `its conditions do not hold${by}`;
  }
}

function wordFurthest(
  { targets, supportedUntil, objective }: Furthest,
  asked: readonly { component: string; version: string }[],
  isSure: boolean,
): string[] {
  const told = targets.map(({ target, reached, version }) => {
    const { component, version: wanted } = asked[target]!;
    if (reached === 'met') return `${component} ${wanted} is met`;
    return reached === 'partly' ? `${component} ${version} instead of ${wanted}` : `${component} ${wanted} is given up`;
  });
  if (!supportedUntil) told.push('the support date is given up');
  return [`The furthest safe point${isSure ? '' : ' that was found'}: ${told.join('; ')}. It takes ${renderObjective(objective)}.`];
}

const explanationTarget = ({ goal }: NarratedInput, index: number): string => {
  const target = goal.spec.targets[index];
  return target ? `${target.component} ${target.version}` : `target ${index + 1}`;
};

function wordDeadEnd(input: NarratedInput, { component, version, how, nodes, target: index, because }: DeadEnd): string {
  const target = explanationTarget(input, index);
  const who = nodes.length > MAX_NAMED ? `${nodes.length} nodes` : nodes.join(', ');
  const head =
    how === 'sits-on'
      ? `${who} ${nodes.length === 1 ? 'sits' : 'sit'} on ${component} ${version}, a dead end for ${target}`
      : `${who} must not go to ${component} ${version}, a dead end for ${target}`;
  return because.length === 0 ? head : `${head}: ${because.map((obstacle) => wordObstacle(input, obstacle)).join('; ')}`;
}
