import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { JoseApprovalSigner, readApprovalKeys } from '@lockstep/approvals/approval-file';
import { payloadWith, revision } from '@lockstep/testing/approvals';

export interface GateReplies {
  /** One after the other, the last one for ever. */
  readonly gate: readonly { readonly verdict: 'go' | 'hold' | 'void'; readonly retryAfter?: number }[];
  /** Whether the approval is given out; `with-go`: once the gate said go, as where the window of a change opens. */
  readonly approved?: boolean | 'with-go';
}

/** What a pipeline meets of the service: the approval is signed for real, the gate says what the test wants. */
export class GateService {
  readonly attempts: string[] = [];
  asked = 0;

  private constructor(
    readonly plan: string,
    readonly digest: string,
    /** JWK Set, as JSON. */
    readonly keys: string,
    private readonly approval: string,
    private readonly replies: GateReplies,
    private readonly server = createServer((request, response) => this.answer(request, response)),
  ) {}

  static async start(replies: GateReplies): Promise<GateService> {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const { current, published } = await readApprovalKeys(pem);
    // Of a matrix whose words have no last day: the test runs on whatever day it is.
    const matrix = { ...revision.document, spec: { ...revision.document.spec, statements: [] } };
    const payload = payloadWith({ now: new Date().toISOString(), maxAge: 600, plan: { matrix } });
    const approval = JSON.stringify(await new JoseApprovalSigner(current).sign(payload));
    const { id, digest } = payload.plan;
    const service = new GateService(id, digest, JSON.stringify({ keys: published }), approval, replies);
    service.server.listen(0, '127.0.0.1');
    await once(service.server, 'listening');
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url!, this.url).pathname.replace(`/v1/plans/${this.plan}`, '');
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    const refuse = (status: number, code: string) =>
      send(status, { type: 'about:blank', title: code, status, code }, { 'content-type': 'application/problem+json' });
    if (path === '/approval')
      return void (!this.isApproved()
        ? refuse(409, 'not-approved')
        : send(200, this.approval, { 'content-type': 'application/jose+json' }));
    if (path === '/gate') return this.answerGate(send);
    if (path === '/attempts') return void this.takeReport(request, (taken) => (taken ? send(200, EXECUTION) : refuse(409, 'not-started')));
    if (path === '') return void send(200, { id: this.plan, digest: this.digest, status: 'computed' });
    refuse(404, 'not-found');
  }

  private isApproved(): boolean {
    const { approved = true, gate } = this.replies;
    return approved === 'with-go' ? gate[Math.min(this.asked, gate.length) - 1]?.verdict === 'go' : approved;
  }

  private answerGate(send: (status: number, body: unknown, headers?: Record<string, string>) => unknown): void {
    const { gate } = this.replies;
    const { verdict, retryAfter } = gate[Math.min(this.asked++, gate.length - 1)]!;
    const reasons = verdict === 'go' ? [] : [{ reason: 'freeze', detail: 'A freeze covers it.' }];
    const body = { plan: this.plan, digest: this.digest, step: 's1', verdict, reasons };
    send(200, body, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) });
  }

  /** What was not started has no end. */
  private takeReport(request: IncomingMessage, done: (taken: boolean) => void): void {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { phase, step } = JSON.parse(Buffer.concat(pieces).toString()) as { phase: string; step: string };
      if (phase !== 'start' && this.attempts.length === 0) return done(false);
      this.attempts.push(`${phase} ${step} ${request.headers['if-match'] === `"${this.digest}"` ? '' : 'of another digest'}`.trim());
      done(true);
    });
  }
}

/** As little of an execution as the command shows. */
const EXECUTION = {
  status: 'executing',
  digest: 'sha256:0',
  domains: [],
  steps: [],
  skipped: [],
  drift: [],
  pause: null,
  pauses: [],
  startedAt: '2026-01-01T00:00:00Z',
  endedAt: null,
};
