import type { Sighting, SourceFault } from '@lockstep/fleet/domain';
import { type ClusterInVpc, SourceFailure } from '@lockstep/fleet/scans';
import { createCertificateAuthority, namedWorld, type ServeOptions, serveWorld, type WireFault, type World } from '@lockstep/simulation';
import { nsxConnector, type NsxConnectorOptions } from '@lockstep/connectors/nsx';

export const NOW = '2026-11-23T10:00:00.000Z';
const began = performance.now();
/** It goes on, because what a client has used up of its limit comes back with time. */
const clock = () => Date.parse(NOW) + performance.now() - began;
/** A world of a few clusters is asked less in all than NSX takes in a second. */
const BRISK = { concurrency: 40, interval: 1_000, intervalCap: 100, strict: false };
const SERVER = 'nsx-manager nsx-1';
export const authority = createCertificateAuthority('example');
const ofTheWorld = authority.then(({ issue }) => issue({ names: ['127.0.0.1'] }));
const open: (() => Promise<void>)[] = [];
/** After each test. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

/** What one look brought. */
export interface Look {
  readonly sightings: readonly Sighting[];
  readonly faults: readonly SourceFault[];
  /** What ended it early. */
  readonly failure: { readonly code: string; readonly place: string | null; readonly detail: string; readonly retryable: boolean } | null;
}

export async function serve(
  world: World = namedWorld('tiny'),
  options: ServeOptions = {},
  connectorOptions: Partial<NsxConnectorOptions> = {},
  clustersInVpcs: readonly ClusterInVpc[] = [],
) {
  const { key, certificate: cert } = await ofTheWorld;
  const served = await serveWorld(world, { tls: { key, cert, ca: (await authority).certificate }, now: clock, ...options });
  open.push(() => served.close());
  const nsx = served.nsxManagers['nsx-1']!;
  const connector = nsxConnector({ allowedNetworks: ['127.0.0.0/8'], backOff: 1, pace: BRISK, ...connectorOptions });
  const openWith = (settings: object = {}, secret: object | null = { username: nsx.user, password: nsx.password }) =>
    connector.open({
      id: 'nsx-source',
      settings: connector.settings.parse({ url: nsx.url, nsxManager: 'nsx-1', ...(nsx.ca && { caBundle: nsx.ca }), ...settings }),
      secret: secret as never,
      now: () => NOW,
      clustersInVpcs: () => Promise.resolve(clustersInVpcs),
    });
  const look = async (settings?: object, secret?: object | null, signal = new AbortController().signal): Promise<Look> => {
    const source = openWith(settings, secret);
    const sightings: Sighting[] = [];
    const faults: SourceFault[] = [];
    try {
      for await (const report of source.look(signal))
        if (report.report === 'sighting') sightings.push(report.sighting);
        else if (report.report === 'fault') faults.push(report.fault);
      return { sightings, faults, failure: null };
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error;
      const { fault, retryable } = error;
      return { sightings, faults, failure: { code: fault.code, place: fault.place, detail: fault.detail, retryable } };
    } finally {
      await source.close();
    }
  };
  const strike = (fault: WireFault, request?: RegExp, times?: number) => served.faults.add({ server: SERVER, request, times, fault });
  return { served, nsx, world, look, openWith, strike };
}

export const managerOf = ({ sightings }: Look) => sightings.find(({ subject }) => subject.kind === 'nsx-manager')!;
export const clustersOf = ({ sightings }: Look) => sightings.filter(({ subject }) => subject.kind === 'cluster');
export const nameOf = ({ subject }: Sighting) => ('nsxCluster' in subject ? subject.nsxCluster.name : subject.id);
export const signalsOf = (look: Look, name: string): Record<string, string> =>
  Object.fromEntries(
    clustersOf(look)
      .find((one) => nameOf(one) === name)!
      .signals!.map((signal) => [signal.name, signal.state]),
  );
export const FINE = {
  'mp-adapter': 'ok',
  'ccp-adapter': 'ok',
  controller: 'ok',
  agents: 'ok',
  'ccp-session': 'ok',
  'mp-connection': 'ok',
  network: 'ok',
  'realized-state': 'ok',
  subnets: 'ok',
  'ip-block': 'ok',
};
