import type { ReadApprovals } from '@lockstep/approvals';
import { MANAGER_API, type ReadFleet, type Report, type ReportFindings } from '@lockstep/fleet';
import { compareTexts } from '@lockstep/kernel';
import { type ConditionalHop, hopsBlockedBy } from '../domain/index.js';
import type { PlanSummary } from './plan-view.js';
import type { ReadPlans } from './read-plans.use-case.js';

/** What findings about plans look for. */
export interface PlansAtRisk {
  /** Plans over which the glass was broken and that have not ended: neither carried out, given up, withdrawn nor replaced. The oldest first. */
  listBrokenGlass(): Promise<readonly PlanSummary[]>;
  /** Computed plans that can be carried out, the oldest first. */
  listOpen(): Promise<readonly PlanSummary[]>;
}

const ACTOR = 'system:plan-findings';
const NAMED = 3;
const NONE: readonly ConditionalHop[] = [];

/** Findings that only plans and their approvals tell. Any number of processes may look, again and again. */
export class FindPlanFindings {
  /** Of open plans, by the digest of what was computed: equal plans are read once, and none again as long as one of them is open. Most have none. */
  private hops: ReadonlyMap<string, readonly ConditionalHop[]> = new Map();

  constructor(
    private readonly atRisk: PlansAtRisk,
    private readonly plans: Pick<ReadPlans, 'find' | 'findDocument' | 'getMatrix'>,
    private readonly approvals: Pick<ReadApprovals, 'stateOf'>,
    private readonly fleet: Pick<ReadFleet, 'find'>,
    private readonly reporting: Pick<ReportFindings, 'execute'>,
  ) {}

  async execute() {
    const broken = await this.reporting.execute('break-glass', await this.findBrokenGlass(), ACTOR);
    const unseen = await this.reporting.execute('consumers-unseen', await this.findUnseenConsumers(), ACTOR);
    return [...broken, ...unseen];
  }

  /** Signatures are passed over until the plan has ended, whoever has got used to it. */
  private async findBrokenGlass(): Promise<Report[]> {
    const found: Report[] = [];
    for (const { id, domain } of await this.atRisk.listBrokenGlass()) {
      const { breakGlass } = await this.approvals.stateOf(id);
      if (breakGlass === null) continue;
      const { by, at, reason } = breakGlass;
      found.push({
        nsxManager: domain,
        topic: { kind: 'break-glass', plan: id, node: domain === null ? null : { kind: 'nsx-manager', id: domain } },
        fact: { subjects: 'nsx-manager', statement: null, sources: [], detail: `by ${by} at ${at}, because ${reason}` },
      });
    }
    return found;
  }

  /** NSX managers that open plans take past their Manager API although nobody has looked for who uses it. */
  private async findUnseenConsumers(): Promise<Report[]> {
    const hopping = new Map<string, { readonly plans: string[]; readonly hop: ConditionalHop }>();
    const hops = new Map<string, readonly ConditionalHop[]>();
    for (const { id, result } of await this.atRisk.listOpen()) {
      const key = result?.digest ?? id;
      const found = hops.get(key) ?? this.hops.get(key) ?? (await this.readHops(id));
      hops.set(key, found);
      for (const hop of found)
        for (const manager of hop.subjects) {
          const known = hopping.get(manager) ?? { plans: [], hop };
          known.plans.push(id);
          hopping.set(manager, known);
        }
    }
    this.hops = hops;
    const found: Report[] = [];
    for (const [id, { plans, hop }] of [...hopping].toSorted(([a], [b]) => compareTexts(a, b))) {
      const node = await this.fleet.find('nsx-manager', id);
      if (!node || node.managerApi !== null) continue;
      const names = plans.slice(0, NAMED).join(', ') + (plans.length > NAMED ? ` and ${plans.length - NAMED} more` : '');
      const detail = `${hop.component} ${hop.from} → ${hop.to} by plan ${names}`;
      found.push({
        nsxManager: id,
        topic: { kind: 'consumers-unseen', node: { kind: 'nsx-manager', id } },
        fact: { subjects: 'nsx-manager', statement: hop.rule, sources: [], detail },
      });
    }
    return found;
  }

  private async readHops(plan: string): Promise<readonly ConditionalHop[]> {
    const view = await this.plans.find(plan);
    const document = view && (await this.plans.findDocument(view));
    return document ? hopsBlockedBy(MANAGER_API, document.spec, (await this.plans.getMatrix(view)).matrix) : NONE;
  }
}
