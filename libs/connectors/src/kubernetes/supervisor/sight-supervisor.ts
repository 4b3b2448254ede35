import { UNKNOWN_VERSION } from '@lockstep/documents';
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

/** The Supervisor itself: its VKS, and which Kubernetes it is. Its full version, with its train, is told by vCenter alone. */
export async function* sightSupervisor(asking: Asking, settings: KubernetesSettings, now: () => string): AsyncGenerator<SourceReport> {
  const vks = yield* vksOf(asking);
  const kubernetes = yield* kubernetesOf(asking);
  const sighting: Sighting = {
    subject: { kind: 'supervisor', id: settings.supervisor },
    observedAt: now(),
    placement: settings.parent,
    ...(settings.networking !== undefined && { networking: settings.networking }),
    ...(kubernetes !== undefined && { kubernetes }),
    versions: { supervisor: UNKNOWN_VERSION, vks: vks.version },
    ...(vks.mixed && { mixed: { vks: vks.mixed } }),
  };
  yield { report: 'sighting', sighting };
}

interface VksSeen {
  readonly version: string;
  readonly mixed?: readonly PartVersion[];
}

/** What is installed, by `status.version` or else by what was asked for; where they differ, VKS is on its way from the one to the other. */
async function* vksOf(asking: Asking): AsyncGenerator<SourceReport, VksSeen> {
  const found = yield* findObject(asking, { resource: PACKAGE_INSTALLS, shape: packageInstall, namespace: SERVICES, name: VKS_INSTALL });
  if (found === undefined) return { version: UNKNOWN_VERSION };
  if (found === null) {
    const detail = 'it is not there, although clusters are served: which VKS is installed cannot be told';
    yield { report: 'fault', fault: unreadable(asking, `PackageInstall ${SERVICES}/${VKS_INSTALL}`, detail) };
    return { version: UNKNOWN_VERSION };
  }
  const wanted = found.spec.packageRef?.versionSelection?.constraints?.trim() ?? '';
  const asked = EXACT.test(wanted) ? wanted : undefined;
  const installed = found.status.version ?? asked;
  if (installed === undefined) {
    const detail = 'what is asked for is a range, and the status names no version';
    yield { report: 'fault', fault: unreadable(asking, `PackageInstall ${SERVICES}/${VKS_INSTALL}, /status/version`, detail) };
    return { version: UNKNOWN_VERSION };
  }
  const both = asked === undefined || asked === installed ? [] : [installed, asked].sort(compareTexts);
  return { version: installed, mixed: both.map((version) => ({ part: 'service', version, nodes: 1 })) };
}

/** Undefined: it is not told. */
async function* kubernetesOf(asking: Asking): AsyncGenerator<SourceReport, string | undefined> {
  try {
    return (await asking.api.serverVersion()) ?? undefined;
  } catch (error) {
    if (!concernsOneKind(error)) throw error;
    yield { report: 'fault', fault: faultOf(error, asking.subject) };
    return undefined;
  }
}

const unreadable = ({ subject }: Asking, place: string, detail: string): SourceFault => ({
  code: 'unreadable-version',
  subject,
  place,
  detail,
});
