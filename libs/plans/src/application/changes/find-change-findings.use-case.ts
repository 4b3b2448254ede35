import type { ChangeRecords, FollowedChange, PlansUnderChange } from '@lockstep/approvals';
import type { Report, ReportFindings } from '@lockstep/fleet';
import { compareTexts } from '@lockstep/kernel';

const ACTOR = 'system:change-findings';
/** Looks in vain after which a system is in trouble: a single one may be a restart. */
const FAILURES = 3;
/** More than anybody could look at. */
const MOST = 1_000;

/** Findings that change records tell. Any number of processes may look, again and again. */
export class FindChangeFindings {
  constructor(
    private readonly records: Pick<ChangeRecords, 'list' | 'listFailing'>,
    private readonly plans: PlansUnderChange,
    private readonly reporting: Pick<ReportFindings, 'execute'>,
  ) {}

  async execute() {
    const lost = await this.reporting.execute('change-record-lost', await this.findLost(), ACTOR);
    const faults = await this.reporting.execute('change-system-fault', await this.findFaults(), ACTOR);
    return [...lost, ...faults];
  }

  /** As long as somebody may still want to carry the plan out. */
  private async findLost(): Promise<Report[]> {
    const found: Report[] = [];
    for (const { plan, system, number } of await this.records.list({ status: 'lost', limit: MOST })) {
      const known = await this.plans.find(plan);
      if (known?.course.is !== 'followable' || known.execution.state === 'ended') continue;
      const { nsxManager } = known;
      found.push({
        nsxManager,
        topic: { kind: 'change-record-lost', plan, node: nsxManager === null ? null : { kind: 'nsx-manager', id: nsxManager } },
        fact: { subjects: 'nsx-manager', statement: null, sources: [], detail: `${number ?? 'it'} in ${system}` },
      });
    }
    return found;
  }

  /** One for each system and fault; what the records of a system tell of it differs in words at most. */
  private async findFaults(): Promise<Report[]> {
    const byFault = new Map<string, FollowedChange>();
    for (const record of await this.records.listFailing(FAILURES, MOST)) {
      const key = `${record.system} ${record.failing!.fault}`;
      if (!byFault.has(key)) byFault.set(key, record);
    }
    return [...byFault.entries()]
      .toSorted(([a], [b]) => compareTexts(a, b))
      .map(([, { system, failing }]) => ({
        nsxManager: null,
        topic: { kind: 'change-system-fault', system, fault: failing!.fault, node: null },
        fact: { subjects: 'nsx-manager', statement: null, sources: [], detail: failing!.detail },
      }));
  }
}
