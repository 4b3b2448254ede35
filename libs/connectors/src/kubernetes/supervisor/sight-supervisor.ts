import type { PartVersion, Sighting, SourceFault, SourceReport } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import { concernsOneKind } from '../api/kubernetes-failure.js';
import { PACKAGE_INSTALLS } from '../api/resources.js';
import { type Asking, faultOf, findObject } from '../read-objects.js';
import type { KubernetesSettings } from '../settings.js';
import { packageInstall } from '../shapes.js';

const SERVICES = 'vmware-system-supervisor-services';
const VKS_INSTALL = 'svc-tkg.vsphere.vmware.com';
const EXACT = /^v?\d+\.\d+\.\d+\S*$/;

/** The Supervisor itself: its VKS, and its own version as far as that can be told. */
export async function* sightSupervisor(asking: Asking, settings: KubernetesSettings, now: () => string): AsyncGenerator<SourceReport> {
  const vks = yield* vksOf(asking);
  const supervisor = yield* supervisorVersionOf(asking, settings);
  const sighting: Sighting = {
    subject: { kind: 'supervisor', id: settings.supervisor },
    observedAt: now(),
    placement: settings.parent,
    ...(settings.networking !== undefined && { networking: settings.networking }),
    versions: { supervisor, vks: vks.version },
    ...(vks.mixed && { mixed: { vks: vks.mixed } }),
  };
  yield { report: 'sighting', sighting };
}

interface VksSeen {
  /** Null: it is not installed. */
  readonly version: string | null;
  readonly mixed?: readonly PartVersion[];
}

/** What is installed, by `status.version` or else by what was asked for; where they differ, VKS is on its way from the one to the other. */
async function* vksOf(asking: Asking): AsyncGenerator<SourceReport, VksSeen> {
  const found = yield* findObject(asking, { resource: PACKAGE_INSTALLS, shape: packageInstall, namespace: SERVICES, name: VKS_INSTALL });
  if (!found) return { version: found === null ? null : 'unknown' };
  const wanted = found.spec.packageRef?.versionSelection?.constraints?.trim() ?? '';
  const asked = EXACT.test(wanted) ? wanted : undefined;
  const installed = found.status.version ?? asked;
  if (installed === undefined) {
    const detail = 'what is asked for is a range, and the status names no version';
    yield { report: 'fault', fault: unreadable(asking, `PackageInstall ${SERVICES}/${VKS_INSTALL}, /status/version`, detail) };
    return { version: 'unknown' };
  }
  const both = asked === undefined || asked === installed ? [] : [installed, asked].sort(compareTexts);
  return { version: installed, mixed: both.map((version) => ({ part: 'service', version, nodes: 1 })) };
}

/**
 * The full version, with its train, is told by vCenter alone and comes from the settings. The API server tells which Kubernetes it is: when that is another
 * one, the setting is out of date, and the Kubernetes version is all that is known.
 */
async function* supervisorVersionOf(asking: Asking, settings: KubernetesSettings): AsyncGenerator<SourceReport, string> {
  const stated = settings.supervisorVersion;
  if (stated === undefined) return 'unknown';
  let told: string | null;
  try {
    told = await asking.api.serverVersion();
  } catch (error) {
    if (!concernsOneKind(error)) throw error;
    yield { report: 'fault', fault: faultOf(error, asking.subject) };
    return stated;
  }
  if (told === null || kubernetesCore(told) === kubernetesCore(stated)) return stated;
  const detail = `the settings of the source say ${stated}, and the API server is ${told}: the setting is out of date`;
  yield { report: 'fault', fault: unreadable(asking, 'GET /version/, /gitVersion', detail) };
  return told;
}

const kubernetesCore = (text: string): string => /^v?(\d+\.\d+\.\d+)/.exec(text)?.[1] ?? text;

const unreadable = ({ subject }: Asking, place: string, detail: string): SourceFault => ({
  code: 'unreadable-version',
  subject,
  place,
  detail,
});
