import { kubernetesConnector } from '@lockstep/connectors/kubernetes';
import { type InventorySource, SourceFailure } from '@lockstep/fleet/scans';
import type { SourceReport } from '@lockstep/fleet/domain';
import type { ServedWorld } from '@lockstep/simulation';

export const LOOPBACK = ['127.0.0.0/8'];
const PATIENCE = 30_000;

export interface OpenSupervisor {
  readonly settings?: object;
  readonly now?: () => string;
  readonly secret?: unknown;
  readonly allowedNetworks?: readonly string[];
}

/** A source that looks at one Supervisor of a served world. */
export function openSupervisor(
  served: Pick<ServedWorld, 'supervisors'>,
  id: string,
  { settings = {}, now = () => new Date().toISOString(), secret, allowedNetworks = LOOPBACK }: OpenSupervisor = {},
): InventorySource {
  const { url, token, ca } = served.supervisors[id]!;
  const connector = kubernetesConnector({ allowedNetworks });
  const stated = { url, supervisor: id, parent: { nsxManager: 'nsx-1' }, ...(ca !== null && { caBundle: ca }), ...settings };
  return connector.open({
    id: `source-of-${id}`,
    settings: connector.settings.parse(stated),
    secret: connector.secret.parse(secret ?? { token }),
    now,
  });
}

export async function reportsOf(reports: AsyncIterable<SourceReport>): Promise<SourceReport[]> {
  const all: SourceReport[] = [];
  for await (const report of reports) all.push(report);
  return all;
}

/** A look, and a look into every cluster that it tells of, or into so many; what ends one of those is kept as a fault. Times are blanked, so that looks can be compared. */
export async function lookAround(source: InventorySource, most = Infinity): Promise<SourceReport[]> {
  const signal = AbortSignal.timeout(PATIENCE);
  const reports = await reportsOf(source.look(signal));
  for (const report of reports.filter(({ report }) => report === 'cluster').slice(0, most))
    if (report.report === 'cluster' && source.lookInto)
      try {
        reports.push(...(await reportsOf(source.lookInto(report.cluster, signal))));
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error;
        reports.push({ report: 'fault', fault: error.fault });
      }
  return reports.map((report) => (report.report === 'sighting' ? { ...report, sighting: { ...report.sighting, observedAt: '' } } : report));
}

export const faultsIn = (reports: readonly SourceReport[]) =>
  reports.flatMap((report) => (report.report === 'fault' ? [report.fault] : []));
export const sightingsIn = (reports: readonly SourceReport[]) =>
  reports.flatMap((report) => (report.report === 'sighting' ? [report.sighting] : []));
export const sightingOf = (reports: readonly SourceReport[], id: string) =>
  Object.assign({}, ...sightingsIn(reports).filter(({ subject }) => 'id' in subject && subject.id === id)) as ReturnType<
    typeof sightingsIn
  >[number];
