import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { type AddressJudge, assertAddress } from './networks.js';

type Connected = (error: Error | null, stream: Duplex) => void;
type Target = { host?: string | null };

/** Sockets do not look literal addresses up, so that they are judged before a connection is made. */
function isRefused(judge: AddressJudge, { host }: Target, connected: Connected | undefined): boolean {
  if (!host || isIP(host) === 0) return false;
  try {
    assertAddress(judge, host);
    return false;
  } catch (error) {
    if (!connected) throw error;
    connected(error as Error, undefined as unknown as Duplex);
    return true;
  }
}

export interface Guard {
  readonly judge: AddressJudge;
  readonly lookup: LookupFunction;
}

/** For clients that take an agent of `node:https`. Whether they follow redirects is up to them: they should not. */
export class GuardedHttpsAgent extends HttpsAgent {
  constructor(
    private readonly guard: Guard,
    options: AgentOptions,
  ) {
    super({ ...options, lookup: guard.lookup });
  }

  override createConnection(
    options: Parameters<HttpsAgent['createConnection']>[0],
    connected?: Connected,
  ): ReturnType<HttpsAgent['createConnection']> {
    return isRefused(this.guard.judge, options, connected) ? undefined : super.createConnection(options, connected);
  }
}

export class GuardedHttpAgent extends HttpAgent {
  constructor(private readonly guard: Guard) {
    super({ keepAlive: true, lookup: guard.lookup });
  }

  override createConnection(
    options: Parameters<HttpAgent['createConnection']>[0],
    connected?: Connected,
  ): ReturnType<HttpAgent['createConnection']> {
    return isRefused(this.guard.judge, options, connected) ? undefined : super.createConnection(options, connected);
  }
}
