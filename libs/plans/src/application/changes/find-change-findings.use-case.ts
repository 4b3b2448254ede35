import type { ChangeRecords, ChangeRecordState, FollowedChange, ReadChangeRecords, ServingChangeSystems } from '@lockstep/approvals';
import { findServing } from '@lockstep/approvals/domain';
import type { Report, ReportFindings } from '@lockstep/fleet';
import { compareTexts } from '@lockstep/kernel';

/** What findings about change records look for. */
export interface ChangesAtRisk {
  /** Plans that somebody may still want to carry out, or is carrying out, and whose change records are lost or closed. In the order of their ids. */
  listWithoutRecord(limit: number): Promise<readonly { readonly plan: string; readonly nsxManager: string | null }[]>;
}

const ACTOR = 'system:change-findings';
/** Looks in vain after which a system is in trouble: a single one may be a restart. */
const FAILURES = 3;
/** More than anybody could look at. */
const MOST = 1_000;

/** Findings that change records tell. Any number of processes may look, again and again. */
export class FindChangeFindings {
  constructor(
    private readonly atRisk: ChangesAtRisk,
    private readonly reading: Pick<ReadChangeRecords, 'find'>,
    private readonly records: Pick<ChangeRecords, 'listFailing'>,
    private readonly systems: Pick<ServingChangeSystems, 'list'>,
    private readonly reporting: Pick<ReportFindings, 'execute'>,
  ) {}

  async execute() {
    const over = await this.findOver();
    const of = (kind: Report['topic']['kind']) => over.filter(({ topic }) => topic.kind === kind);
    return [
      ...(await this.reporting.execute('change-record-lost', of('change-record-lost'), ACTOR)),
      ...(await this.reporting.execute('change-record-ended', of('change-record-ended'), ACTOR)),
      ...(await this.reporting.execute('change-system-fault', await this.findFaults(), ACTOR)),
    ];
  }

  /** Records that are over although nothing that was decided here has ended them, and no other one was asked for. */
  private async findOver(): Promise<Report[]> {
    const found: Report[] = [];
    const systems = await this.systems.list();
    for (const { plan, nsxManager } of await this.atRisk.listWithoutRecord(MOST)) {
      // Whose system was removed needs no record any more.
      if (findServing(systems, nsxManager) === undefined) continue;
      const view = await this.reading.find(plan);
      const end = view && endOf(view.state);
      if (end === undefined) continue;
      found.push({
        nsxManager,
        topic: { kind: end.kind, plan, node: nsxManager === null ? null : { kind: 'nsx-manager', id: nsxManager } },
        fact: { subjects: 'nsx-manager', statement: null, sources: [], detail: end.detail },
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

/** Undefined: it is not over, or was ended from here. */
function endOf(
  state: ChangeRecordState,
): { readonly kind: 'change-record-lost' | 'change-record-ended'; readonly detail: string } | undefined {
  if (state.status === 'lost') return { kind: 'change-record-lost', detail: `${state.last?.number ?? 'it'} in ${state.system}` };
  if (state.status !== 'closed') return undefined;
  const { system, last, end } = state;
  if (end === 'abandoned') {
    const detail = `change ${last?.number ?? 'unnamed'}; system ${system}; must be registered, or another record be opened; found it removed`;
    return { kind: 'change-record-ended', detail };
  }
  if (end !== 'cancelled-there' && end !== 'closed-there') return undefined;
  const found = `${end === 'cancelled-there' ? 'cancelled' : 'closed'}${last === null ? '' : ` (${last.state})`}`;
  const detail = `change ${last?.number ?? 'unnamed'}; system ${system}; must stay open until the plan has ended; found it ${found}`;
  return { kind: 'change-record-ended', detail };
}
