import { type ClientRequest, type IncomingMessage, request as open } from 'node:http';

export interface LineAnswer {
  readonly line?: number;
  readonly outcome: 'accepted' | 'duplicate' | 'refused' | 'summary';
  readonly [field: string]: unknown;
}

/** A client that sends lines and reads the answers while it sends. */
export class LineClient {
  readonly answers: LineAnswer[] = [];
  readonly closed: Promise<unknown>;
  response: IncomingMessage | undefined;
  private rest = '';

  private constructor(readonly request: ClientRequest) {
    request.on('error', () => {});
    this.closed = new Promise((resolve) => request.once('close', resolve));
    request.on('response', (response) => {
      this.response = response;
      response.setEncoding('utf8').on('error', () => {});
      response.on('data', (text: string) => this.read(text));
    });
  }

  static open(url: string, token: string, headers: Record<string, string> = {}): LineClient {
    return new LineClient(
      open(`${url}/v1/inventory/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${token}`, ...headers },
        agent: false,
      }),
    );
  }

  /** Resolves when the socket takes more. */
  async send(...events: (object | string | Buffer)[]): Promise<void> {
    const parts = events.map((event) => (typeof event === 'string' || Buffer.isBuffer(event) ? event : `${JSON.stringify(event)}\n`));
    const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
    if (!this.request.write(bytes)) await Promise.race([new Promise((resolve) => this.request.once('drain', resolve)), this.closed]);
  }

  /** The answers, when the last has come. */
  async end(): Promise<readonly LineAnswer[]> {
    this.request.end();
    await this.closed;
    return this.answers;
  }

  private read(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.answers.push(JSON.parse(line) as LineAnswer);
  }
}
