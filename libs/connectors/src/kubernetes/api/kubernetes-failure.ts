import type { FaultCode } from '@lockstep/fleet/domain';

/** What can go wrong with one request, or with what it brought. */
export class KubernetesFailure extends Error {
  override readonly name = 'KubernetesFailure';

  /**
   * @param place `GET /apis/cluster.x-k8s.io/v1beta2/clusters`, or the object and the pointer into it; without host and secrets
   * @param retryable whether the same request may well succeed a little later
   */
  constructor(
    readonly code: FaultCode,
    readonly place: string | null,
    readonly detail: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}

/** Of one kind of objects alone: the others may still be told. All else ends the look. */
const OF_ONE_KIND: ReadonlySet<FaultCode> = new Set(['not-authorized', 'wrong-shape', 'unreadable-answer', 'server-error']);

export const concernsOneKind = (error: unknown): error is KubernetesFailure =>
  error instanceof KubernetesFailure && OF_ONE_KIND.has(error.code);

const GONE = 'the snapshot that the list was read from has expired, again and again';

/** @returns what a status other than 200 means; undefined: the object or the kind is not there (404) */
export function failureOfStatus(status: number, place: string): KubernetesFailure | undefined {
  if (status === 404) return undefined;
  if (status === 401)
    return new KubernetesFailure('login-refused', place, 'the API server does not accept the token or certificate', false);
  if (status === 403) return new KubernetesFailure('not-authorized', place, 'the account may not make this request', false);
  if (status === 410) return new KubernetesFailure('server-error', place, GONE, true);
  if (status === 429) return new KubernetesFailure('rate-limited', place, 'the API server answers 429, too many requests', true);
  if (status >= 500) return new KubernetesFailure('server-error', place, `the API server answers ${status}`, true);
  return new KubernetesFailure('server-error', place, `the API server answers ${status}, which this request does not expect`, false);
}
