/** One request to a running service. A body that is no text is sent as JSON. */
export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Left out: JSON. */
  readonly contentType?: string;
  /** Digest or edition that the request is about, with its quotes. */
  readonly ifMatch?: string;
  /** Seconds that the service may take before it answers that it is not done. */
  readonly wait?: number;
  /** What comes twice is one by itself, such as a report: it need not wait for what became of an earlier sending. */
  readonly repeatable?: boolean;
}

/** Any answer, refusals included. */
export interface ServiceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly location: string | null;
  readonly etag: string | null;
}

/** A running service, as one caller with a token of his own sees it. */
export interface Service {
  ask(request: ServiceRequest): Promise<ServiceAnswer>;
}

/** An answer that had to be a success. Throws with what the service said. */
export async function askOf<Body = unknown>(
  service: Service,
  request: ServiceRequest,
): Promise<{ readonly body: Body; readonly location: string | null; readonly etag: string | null }> {
  const { status, body, location, etag } = await service.ask(request);
  if (status >= 400)
    throw new Error(
      `${request.method} ${request.path}; status; must be a success; found ${status} ${JSON.stringify(body)?.slice(0, 2_000)}`,
    );
  return { body: body as Body, location, etag };
}
