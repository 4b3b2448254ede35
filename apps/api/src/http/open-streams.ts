import type { OnModuleDestroy } from '@nestjs/common';
import { problem } from '@lockstep/platform';

/** Reason of the signal of a stream that ends because this process stops. */
export const STOPPING = Symbol('stopping');

/** Exchanges that last: how many of them a token may have, and how they end when the process stops. In this process only. */
export class OpenStreams implements OnModuleDestroy {
  private readonly open = new Map<AbortController, { readonly owner: string; readonly ended: Promise<void> }>();
  private stopping = false;

  constructor(private readonly mostPerOwner: number = 20) {}

  /** Throws 429 when `owner` has too many already and 503 when the process stops. `work` ends soon after `controller` is aborted. */
  async run(owner: string, work: (controller: AbortController) => Promise<void>): Promise<void> {
    if (this.stopping) throw problem('unavailable', 'stream; this process is stopping; ask again', { headers: { 'retry-after': '1' } });
    const count = [...this.open.values()].filter((stream) => stream.owner === owner).length;
    if (count >= this.mostPerOwner)
      throw problem('too-many-requests', `token ${owner}; at most ${this.mostPerOwner} open streams; found ${count}`, {
        headers: { 'retry-after': '5' },
      });
    const controller = new AbortController();
    const running = work(controller);
    this.open.set(controller, { owner, ended: running.catch(() => {}) });
    try {
      await running;
    } finally {
      this.open.delete(controller);
    }
  }

  /** First of all at shutdown: a server does not close before its connections have ended. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    for (const controller of this.open.keys()) controller.abort(STOPPING);
    await Promise.all([...this.open.values()].map(({ ended }) => ended));
  }
}
