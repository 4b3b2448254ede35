import type { PlanStep, Selector, UpgradeGoal } from '@lockstep/documents';
import { type Judging, judgePair, type Matrix } from '@lockstep/matrix/domain';
import {
  type OutsidePairing,
  outsideWindows,
  type PlanToExecute,
  releasesOf,
  runningNodes,
  ScannedWorld,
  seenId,
  type Service,
  serveWorld,
  type World,
  worldFromSnapshot,
} from '@lockstep/simulation';
import type { PlanningInput } from '../../input.js';
import type { DemoService } from '../../demo-service.js';
import { carryOutStep, type Execution, executeStep, type StepReport } from './execute-plan.js';
import { LiveFleet } from './live-fleet.js';
import { nameOwners, personOf, signOff } from './sign-off.js';

export interface LiveDemo {
  readonly client: DemoService;
  /** The same service, as the holder of a token. */
  readonly as: (token: string) => Service;
  readonly adminToken: string;
  readonly input: PlanningInput;
  readonly matrixText: string;
  /** Takes the first NSX step before all others, and plans again from where that leads. */
  readonly raceAhead: boolean;
  readonly tell: (what: string) => void;
}

type Showing = Execution & Pick<LiveDemo, 'tell'> & { readonly show: typeof show };
/** Takes one step, however that is done. */
type Take = (plan: PlanToExecute, step: PlanStep) => Promise<StepReport>;

/** What belongs to the line before it. */
const show = (what: string): void => void process.stdout.write(`            ${what}\n`);

/** Serves the fleet of a snapshot as a world, lets Lockstep find and plan it, and takes the plan in that world. Throws when the fleet leaves a window. */
export async function runLiveDemo({ client, as, adminToken, input, matrixText, raceAhead, tell }: LiveDemo): Promise<void> {
  const { matrix } = input.matrix;
  const judging: Judging = { policy: input.goal.spec.policy, day: new Date().toISOString().slice(0, 10) };
  const adapterFits = fitting(matrix, judging);
  const world = worldFromSnapshot(input.fleet, { releases: releasesOf(matrix), adapterFits, startAt: Date.now() });
  const served = await serveWorld(world, { tls: 'own' });
  try {
    tell(`world ${world.name} served over TLS: ${counted(world)}`);
    await client.publishMatrix(matrixText);
    tell(`matrix published: ${input.matrix.digest}`);
    const admin = as(adminToken);
    const scanned = new ScannedWorld(world, served, admin);
    const fleet = new LiveFleet(admin, matrix);
    await scanned.reportForVcenter();
    tell(`${await scanned.registerSources()} sources registered`);
    await scanned.scan();
    await showWhatWasSeen(fleet, tell);
    const showing = { scanned, fleet, matrix, judging, tell, show };
    const goal = goalAsSeen(input.goal, world);
    const plan = () => planned(client, goal);
    if (raceAhead) await raceNsxAhead(showing, await plan());
    await executePlan(showing, plan, async (of) => {
      if (!raceAhead) return signed(showing, { admin, as }, of);
      tell('taken by hand: a cluster has lost its NSX and is not healthy, for which a gate holds');
      return (by, step) => executeStep(showing, by, step);
    });
  } finally {
    await served.close();
  }
}

/** In the world an adapter holds its session where the matrix lets it: what the demo plans by is what is true there. */
const fitting =
  (matrix: Matrix, judging: Judging) =>
  (adapter: string, nsx: string): boolean => {
    const [a, b] = [matrix.readVersion('antrea-nsx-adapter', adapter), matrix.readVersion('nsx', nsx)];
    return a.ok && b.ok && judgePair(matrix, judging, 'antrea-nsx-adapter', a.value, 'nsx', b.value).inside;
  };

const counted = (world: World): string =>
  `${world.all('nsx-manager').length} NSX, ${world.all('supervisor').length} Supervisors, ${world.all('cluster').length} clusters`;

async function showWhatWasSeen(fleet: LiveFleet, tell: LiveDemo['tell']): Promise<void> {
  const nodes = await fleet.running();
  tell(`first scan saw ${nodes.length} nodes:`);
  for (const { key, running } of nodes)
    show(
      `${key}: ${Object.entries(running)
        .map(([component, versions]) => `${component} ${versions.join(' and ')}`)
        .join(', ')}`,
    );
}

/** Two others than who asked sign, and a pipeline carries it out. */
async function signed(showing: Showing, { admin, as }: { admin: Service; as: LiveDemo['as'] }, plan: PlanToExecute): Promise<Take> {
  const [first, second, pipeline] = await Promise.all([
    personOf(admin, as, 'Ada', 'approver'),
    personOf(admin, as, 'Bo', 'approver'),
    personOf(admin, as, 'pipeline', 'operator'),
  ]);
  const ownCni = showing.scanned.world.all('cluster').filter(({ cni }) => cni !== 'antrea');
  await nameOwners(first, ownCni.map(seenId));
  await signOff(admin, [first, second], plan);
  showing.tell('signed off by two others than who asked for it; from here a pipeline asks the gate for every step, and reports');
  return (of, step) => carryOutStep(showing, pipeline, of, step);
}

/** The goal of the snapshot names clusters as the snapshot does; scans name them by where they were seen. */
function goalAsSeen(goal: UpgradeGoal, world: World): UpgradeGoal {
  const seen = new Map(world.all('cluster').map((cluster) => [cluster.id, seenId(cluster)]));
  const selecting = <Entry extends { readonly select?: Selector | undefined }>(entry: Entry): Entry =>
    entry.select?.ids ? { ...entry, select: { ...entry.select, ids: entry.select.ids.map((id) => seen.get(id) ?? id) } } : entry;
  return { ...goal, spec: { ...goal.spec, targets: goal.spec.targets.map(selecting), hold: goal.spec.hold.map(selecting) } };
}

async function planned(client: DemoService, goal: UpgradeGoal): Promise<PlanToExecute> {
  const { id, digest, plan } = await (await client.requestPlan(goal)).compute();
  return { id, digest, spec: plan.spec };
}

async function executePlan(
  demo: Showing,
  planned: () => Promise<PlanToExecute>,
  takeFor: (plan: PlanToExecute) => Promise<Take>,
): Promise<void> {
  const { tell, show } = demo;
  const plan = await planned();
  if (plan.spec.outcome !== 'planned') throw new Error(`plan; outcome; must be planned; found ${plan.spec.outcome}`);
  tell(`plan computed: ${plan.spec.steps.length} steps`);
  const take = await takeFor(plan);
  const fromTheStart = await exposedNow(demo);
  const verdict = fromTheStart.size === 0 ? 'each inside every window' : 'none with more outside a window than at the start';
  let states = 0;
  for (const step of plan.spec.steps) {
    const report = await take(plan, step);
    states += report.states;
    const outside = report.outside.filter((pairing) => !fromTheStart.has(placeOf(pairing)));
    if (outside.length > 0)
      throw new Error(`${worded(step)}; every state; must be inside every window; found ${wordedPairing(outside[0]!)}`);
    tell(`${worded(step)}: ${report.states} states, ${verdict}; scans agree`);
    for (const mixed of report.mixed) show(`in the middle: ${mixed}`);
  }
  const left = outsideWindows(demo.matrix, demo.judging, await demo.fleet.running());
  if (left.length > 0) throw new Error(`plan; the end of it; must be inside every window; found ${wordedPairing(left[0]!)}`);
  const { outcome } = (await planned()).spec;
  if (outcome !== 'nothing-to-do') throw new Error(`plan; the goal; must be reached; found a plan that is ${outcome}`);
  tell(
    `goal reached: ${plan.spec.steps.length} steps, ${states} states, nothing out of a window that it was in, nothing outside at the end; planned again: nothing to do`,
  );
}

/** What is outside before anything moves, in the ids of the world and in those of the record. */
async function exposedNow({ scanned: { world }, fleet, matrix, judging, show }: Showing): Promise<ReadonlySet<string>> {
  const seen = outsideWindows(matrix, judging, await fleet.running());
  for (const pairing of seen) show(`outside its window from the start: ${wordedPairing(pairing)}`);
  return new Set([...seen, ...outsideWindows(matrix, judging, runningNodes(world.state))].map(placeOf));
}

const placeOf = ({ nodes, between }: OutsidePairing): string => [...nodes, ...between].join(' ');

async function raceNsxAhead(demo: Showing, plan: PlanToExecute): Promise<void> {
  const { fleet, tell, show } = demo;
  const step = plan.spec.steps.find(({ component }) => component === 'nsx');
  if (!step) throw new Error('plan; steps; one must be of nsx, to be raced ahead of the others; found none');
  tell(`racing ahead: ${worded(step)} is taken before the ${plan.spec.steps.indexOf(step)} steps that come first`);
  const { outside } = await executeStep(demo, plan, step);
  const seen = outsideWindows(demo.matrix, demo.judging, await fleet.running());
  const findings = await fleet.findings(['exposure', 'unhealthy']);
  if (outside.length === 0 || seen.length === 0 || !findings.some(({ kind }) => kind === 'exposure'))
    throw new Error('raced-ahead; the scan; must find an exposure; found none');
  for (const pairing of seen) tell(`outside its window: ${wordedPairing(pairing)}`);
  tell(`the scan found ${findings.length} findings:`);
  for (const { severity, title } of findings) show(`${severity}: ${title}`);
}

const worded = ({ id, component, moves, subjects, groups = [] }: PlanStep): string => {
  const { from, to } = moves.find((move) => move.component === component)!;
  return `${id} ${component} ${from} → ${to} (${[...subjects, ...groups].join(', ')})`;
};

const wordedPairing = ({ nodes, between, versions, verdict }: OutsidePairing): string =>
  `${nodes[0]}: ${between[0]} ${versions[0]} with ${between[1]} ${versions[1]} of ${nodes[1]} is ${verdict}`;
