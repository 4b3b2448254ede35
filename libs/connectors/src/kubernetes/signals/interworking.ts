import { UNKNOWN_VERSION } from '@lockstep/documents';
import type { PartVersion, Signal } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import type { z } from 'zod';
import type { deployment } from '../shapes.js';
import { imageVersion } from '../versions.js';

/** All of one image, in one pod. */
const CONTAINERS = ['election-runner', 'mp-adapter', 'tn-proxy', 'ccp-adapter'] as const;

export interface InterworkingSeen {
  /** Of the template. `unknown`: it is there, and no tag or known digest tells. */
  readonly version: string;
  /** By container where the template is mixed; by pod where some are of an older template, whose version nothing tells. */
  readonly mixed: readonly PartVersion[];
  readonly signal: Signal;
}

/**
 * The adapter as its Deployment shows it. A pod is ready when all of its containers are.
 *
 * @param found null: there is none; undefined: it could not be read
 * @param images digest to version, for images without a tag
 */
export function seeInterworking(
  found: z.output<typeof deployment> | null | undefined,
  images: Readonly<Record<string, string>>,
): InterworkingSeen {
  const name = 'adapter-deployment';
  const absent = (state: 'failed' | 'unknown', detail: string): InterworkingSeen => ({
    version: UNKNOWN_VERSION,
    mixed: [],
    signal: { name, state, detail },
  });
  if (found === null) return absent('failed', 'no Deployment of the adapter');
  if (found === undefined) return absent('unknown', 'the Deployment of the adapter could not be read');
  const { replicas, template } = found.spec;
  const parts = template.spec.containers
    .map((container) => ({ part: container.name, version: versionOf(container.image, images), nodes: replicas }))
    .sort((a, b) => compareTexts(a.part, b.part));
  const versions = new Set(parts.map(({ version }) => version));
  const missing = CONTAINERS.filter((container) => !parts.some(({ part }) => part === container));
  const { readyReplicas: ready } = found.status;
  const updated = isSeenByItsController(found) ? found.status.updatedReplicas : 0;
  // A pod of the new template may stand beside the old one, which stays until it is ready.
  const older = Math.max(replicas, found.status.replicas) - updated;
  const problems = [
    ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
    ...(new Set(template.spec.containers.map(({ image }) => image)).size > 1 ? ['containers of several images'] : []),
    ...(updated < replicas ? [`${updated} of ${replicas} pods updated`] : older > 0 ? ['older pods beside them'] : []),
  ];
  const state = replicas === 0 || ready === 0 ? 'failed' : ready < replicas || problems.length > 0 ? 'degraded' : 'ok';
  const detail = [`${ready} of ${replicas} pods ready`, ...problems].join('; ');
  const version = versions.size === 1 ? parts[0]!.version : UNKNOWN_VERSION;
  return { version, mixed: versions.size > 1 ? parts : mixedPods(version, updated, older), signal: { name, state, detail } };
}

const mixedPods = (version: string, updated: number, older: number): PartVersion[] =>
  older <= 0
    ? []
    : [
        ...(updated > 0 && version !== UNKNOWN_VERSION ? [{ part: 'pod', version, nodes: updated }] : []),
        { part: 'pod', version: UNKNOWN_VERSION, nodes: older + (version === UNKNOWN_VERSION ? updated : 0) },
      ];

/** Before that its counts are those of the template before. */
const isSeenByItsController = ({ metadata, status }: z.output<typeof deployment>): boolean =>
  metadata.generation === undefined || status.observedGeneration === undefined || status.observedGeneration >= metadata.generation;

function versionOf(image: string, images: Readonly<Record<string, string>>): string {
  const { tag, digest } = imageVersion(image);
  return tag ?? (digest === null ? undefined : images[digest]) ?? UNKNOWN_VERSION;
}
