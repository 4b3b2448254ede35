import { randomBytes } from 'node:crypto';

interface Session {
  readonly xsrf: string;
  lastUsed: number;
}

/** Sessions of one manager node. They end when nobody has used them for 1,800 s, or when they are told to. */
export class NsxSessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly now: () => number,
    private readonly idleMilliseconds = 1_800_000,
  ) {}

  begin(): { readonly cookie: string; readonly xsrf: string } {
    const cookie = randomBytes(16).toString('hex').toUpperCase();
    const xsrf = randomBytes(16).toString('hex');
    this.sessions.set(cookie, { xsrf, lastUsed: this.now() });
    return { cookie, xsrf };
  }

  holds(cookie: string, xsrf: string): boolean {
    const session = this.sessions.get(cookie);
    if (!session || session.xsrf !== xsrf) return false;
    if (this.now() - session.lastUsed > this.idleMilliseconds) {
      this.sessions.delete(cookie);
      return false;
    }
    session.lastUsed = this.now();
    return true;
  }

  end(cookie: string): void {
    this.sessions.delete(cookie);
  }

  /** As when the manager restarts. */
  endAll(): void {
    this.sessions.clear();
  }
}
