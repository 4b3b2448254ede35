import {
  type Confirmation,
  type FleetRecord,
  judgeHealth,
  type KnownScan,
  nodeKey,
  observerOf,
  parentKey,
  PreflightClusters,
  ReadFleet,
  type ReadScans,
  type RecordedNode,
} from '@lockstep/fleet';
import { type HealthReport, looksAt, looksBySource, mayBeReported, type NodeReport, reportOf } from './health-looks.js';
import type { GateFleet, TouchedNode } from '../../application/gate/gate-sources.port.js';
import type { FleetFacts, GateNode, NodeHealthFact, SoakFacts, Told } from '../../domain/gate/index.js';

/** Subjects that are read one by one; of more the whole domain is read at once. */
const MOST_SINGLE = 20;
/** Nodes whose confirmations are asked for at once. */
const PAGE = 1_000;
/** Scans of a soak that are looked through, newest first: with more, a source scans far oftener than a soak can use. */
const MOST_SCANS = 2_000;
const SCANS_PAGE = 100;
/** Newest events of a cluster that are looked through for reports of its health: with more in one soak, what is older does not count. */
const MOST_EVENTS = 500;
/** What a roll adds before it takes one away, as clusters come; how many pools there are is taken from what was observed. */
const ROLL = { pools: null, maxSurge: 1 };

export interface GateFleetOptions {
  /** Seconds after which what nobody has confirmed counts as unknown. */
  readonly signalAge: number;
  /** RFC 3339. */
  readonly now: () => string;
}

/** The rows of the fleet and of scans, as the gate asks for them. */
export class RecordedGateFleet implements GateFleet {
  private readonly fleet: ReadFleet;
  private readonly preflight: PreflightClusters;

  constructor(
    private readonly record: FleetRecord,
    private readonly scans: Pick<ReadScans, 'confirmations' | 'list'>,
    private readonly options: GateFleetOptions,
  ) {
    this.fleet = new ReadFleet(record);
    const confirmationsOf = async ({ kind, id }: GateNode) => (await scans.confirmations([{ kind, id }])).get(nodeKey(kind, id)) ?? [];
    this.preflight = new PreflightClusters(record, confirmationsOf, options.signalAge, options.now);
  }

  async readTouched(subjects: readonly GateNode[]): Promise<Told<readonly TouchedNode[]>> {
    const caught = await this.record.catchUp();
    if (caught !== 'reached') return { notKnown: `The rows of the fleet do not follow the record: ${caught}.` };
    const touched = await this.findTouched(subjects);
    const confirmed = await this.confirmations(touched.map(({ node }) => node));
    return touched.map(({ node, role }) => this.touchedOf(node, role, confirmed.get(nodeKey(node.kind, node.id)) ?? []));
  }

  async judgeHeadroom(clusters: readonly string[]): Promise<NonNullable<FleetFacts['headroom']>> {
    const { verdict, managers } = await this.preflight.execute(clusters, ROLL);
    const detail = managers.flatMap(({ short, missing }) =>
      verdict === 'short'
        ? short.map(({ blocks, addresses }) => `${addresses} are short in ${blocks.join(', ') || 'the subnets'}`)
        : missing.map(({ of, what }) => `${what} of ${of} was not observed`),
    );
    return { verdict, detail: sentence(detail) };
  }

  async wasAskedForConsumers(nsxManager: string): Promise<boolean> {
    return ((await this.fleet.find('nsx-manager', nsxManager))?.managerApi ?? null) !== null;
  }

  async readLooks(clusters: readonly string[], since: string): Promise<Told<SoakFacts['looks']>> {
    const touched = await this.findTouched(clusters.map((id) => ({ kind: 'cluster', id })));
    const nodes = touched.filter(({ role }) => role === 'subject').map(({ node }) => node);
    const gone = clusters.filter((id) => !nodes.some((node) => node.id === id));
    const confirmed = await this.confirmations(nodes);
    const looks = looksBySource(await this.scansSince(since));
    const found: SoakFacts['looks'][number][] = gone.map((cluster) => ({ cluster, source: null, found: [] }));
    for (const node of nodes) {
      const confirmations = confirmed.get(nodeKey('cluster', node.id)) ?? [];
      const reports = mayBeReported(node, confirmations) ? await this.reportsOn(node, since) : [];
      found.push(...looksAt(node, confirmations, looks, reports));
    }
    return found;
  }

  /** What reporters have said of the health of a cluster since then, oldest first, and nothing from a time that is still to come. */
  private async reportsOn({ kind, id }: RecordedNode, since: string): Promise<readonly HealthReport[]> {
    const { entries } = await this.fleet.history(kind, id, { limit: MOST_EVENTS });
    const [from, to] = [Date.parse(since), Date.parse(this.options.now())];
    return entries
      .filter(({ observedAt }) => Date.parse(observedAt) >= from && Date.parse(observedAt) <= to)
      .flatMap(({ change, data, observedAt: at }) => reportOf({ change, data, at } as NodeReport))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }

  private async findTouched(subjects: readonly GateNode[]): Promise<{ readonly node: RecordedNode; readonly role: TouchedNode['role'] }[]> {
    const keys = new Set(subjects.map(({ kind, id }) => nodeKey(kind, id)));
    const isAlone = subjects.length <= MOST_SINGLE && subjects.every(({ kind }) => kind === 'cluster');
    const all = new Map<string, RecordedNode>();
    const keep = (node: RecordedNode) => all.set(nodeKey(node.kind, node.id), node);
    if (isAlone) for (const { kind, id } of subjects) await this.readUp(kind, id, keep);
    else {
      const roots = new Set<string>();
      for (const { kind, id } of subjects.slice(0, MOST_SINGLE)) roots.add((await this.fleet.find(kind, id))?.root ?? '');
      for (const root of roots) if (root !== '') for (const node of (await this.record.read(root)).nodes) keep(node);
    }
    const above = new Set<string>();
    for (const key of keys) for (let up = parentOf(key, all); up !== null; up = parentOf(up, all)) above.add(up);
    const isBelow = (key: string): boolean => {
      for (let up = parentOf(key, all); up !== null; up = parentOf(up, all)) if (keys.has(up)) return true;
      return false;
    };
    return [...all].flatMap(([key, node]) => {
      const role = keys.has(key) ? 'subject' : above.has(key) ? 'above' : isBelow(key) ? 'below' : null;
      return role === null ? [] : [{ node, role } as const];
    });
  }

  private async readUp(kind: GateNode['kind'], id: string, keep: (node: RecordedNode) => void): Promise<void> {
    const node = await this.record.find(kind, id);
    if (!node) return;
    keep(node);
    const { vcenter, supervisor } = node.placement;
    if (supervisor !== null && kind === 'cluster') return this.readUp('supervisor', supervisor, keep);
    if (vcenter !== null && kind === 'supervisor') return this.readUp('vcenter', vcenter, keep);
    if (node.root !== null && kind !== 'nsx-manager') return this.readUp('nsx-manager', node.root, keep);
  }

  private async confirmations(nodes: readonly RecordedNode[]): Promise<ReadonlyMap<string, readonly Confirmation[]>> {
    const found = new Map<string, readonly Confirmation[]>();
    for (let from = 0; from < nodes.length; from += PAGE)
      for (const [key, some] of await this.scans.confirmations(nodes.slice(from, from + PAGE).map(({ kind, id }) => ({ kind, id }))))
        found.set(key, some);
    return found;
  }

  private async scansSince(since: string): Promise<KnownScan[]> {
    const found: KnownScan[] = [];
    for (let before: number | undefined; found.length < MOST_SCANS;) {
      const page = await this.scans.list({ limit: SCANS_PAGE, ...(before === undefined ? {} : { before }) });
      found.push(...page.scans.filter(({ endedAt }) => endedAt !== null && Date.parse(endedAt) >= Date.parse(since)));
      // A scan that began before may have ended since: the page that holds the first such one is read to its end.
      if (page.next === null || page.scans.some(({ startedAt }) => Date.parse(startedAt) < Date.parse(since))) break;
      before = page.next;
    }
    return found;
  }

  private touchedOf(node: RecordedNode, role: TouchedNode['role'], confirmations: readonly Confirmation[]): TouchedNode {
    const { kind, id, versions, labels, placement, root, mixed } = node;
    const confirmed = Object.fromEntries(
      confirmations.flatMap(({ source, confirmedAt }) => [false, true].map((inside) => [observerOf(source, inside), confirmedAt])),
    );
    return {
      node: { kind, id },
      role,
      versions,
      labels,
      nsxManager: root,
      supervisor: kind === 'supervisor' ? id : placement.supervisor,
      project: placement.project,
      health: healthOf(node, { at: this.options.now(), maxAge: this.options.signalAge, confirmed }),
      rolling: Object.keys(mixed),
    };
  }
}

function healthOf(node: RecordedNode, freshness: Parameters<typeof judgeHealth>[1]): NodeHealthFact | null {
  const { verdict, problem, layers } = judgeHealth(node, freshness);
  if (layers.every(({ state }) => state === 'not-applicable')) return null;
  const place = { kind: node.kind, id: node.id };
  const dark = layers.filter(({ state }) => state === 'unknown');
  const unknown = dark.map(({ layer }) => layer);
  const others = layers.filter(({ state, blamed }) => !blamed && (state === 'failing' || state === 'degraded')).map(({ layer }) => layer);
  if (problem) return { node: place, verdict, layer: problem.layer, others, unknown, text: problem.text };
  const [first] = dark;
  const missing = first ? [...first.missing, ...first.signals.filter(({ standing }) => standing === 'stale').map(({ name }) => name)] : [];
  const text = first ? `not told, or told too long ago: ${sentence(missing)}` : 'healthy';
  return { node: place, verdict, layer: first?.layer ?? null, others, unknown, text };
}

const parentOf = (key: string, all: ReadonlyMap<string, RecordedNode>): string | null => {
  const node = all.get(key);
  return node ? parentKey(node) : null;
};

const MOST_NAMED = 3;
const sentence = (parts: readonly string[]): string =>
  parts.slice(0, MOST_NAMED).join(', ') + (parts.length > MOST_NAMED ? ` and ${parts.length - MOST_NAMED} more` : '');
