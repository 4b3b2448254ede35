import { randomUUID } from 'node:crypto';
import diagnostics from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import { appendedChannel } from '../appended-channel.js';

const notification = 'lockstep_record';
/** Milliseconds between two notifications of one process: 50 a second. They are sent outside the appends, which a NOTIFY inside would slow
 *  down by half. */
const spacing = 20;
const reconnectAfter = 1_000;

/** Tells that something was appended, by this process or another one on the same database. Only a hint: the append may not be committed yet,
 *  and a lost connection loses signals. A waiter looks again by itself, soon after a signal and seldom without. */
export class RecordSignal {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  /** Not the process id: in containers all have the same. */
  private readonly id = randomUUID();
  private seen = 0;
  private listener: QueryRunner | undefined;
  private reconnecting: NodeJS.Timeout | undefined;
  private resting: NodeJS.Timeout | undefined;
  private more = false;
  private state: 'started' | 'stopped' = 'stopped';

  /** Takes one connection for itself. */
  constructor(private readonly source: DataSource) {}

  /** Signals so far; to be asked before one looks at the record, and handed to `wait`. */
  get count(): number {
    return this.seen;
  }

  async start(): Promise<void> {
    this.state = 'started';
    diagnostics.subscribe(appendedChannel, this.onAppend);
    await this.listen();
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
    diagnostics.unsubscribe(appendedChannel, this.onAppend);
    clearTimeout(this.resting);
    clearTimeout(this.reconnecting);
    this.resting = undefined;
    this.raise();
    await this.listener?.query('unlisten *').catch(() => {});
    await this.release();
  }

  /** Until the first signal after `count`, for so many milliseconds at most, or until aborted. */
  wait(count: number, patience: number, signal?: AbortSignal): Promise<'appended' | 'nothing'> {
    if (this.seen !== count) return Promise.resolve('appended');
    if (signal?.aborted) return Promise.resolve('nothing');
    return new Promise((resolve) => {
      const settle = (outcome: 'appended' | 'nothing') => () => {
        clearTimeout(timer);
        this.emitter.off('appended', onAppended);
        signal?.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const [onAppended, onAbort] = [settle('appended'), settle('nothing')];
      const timer = setTimeout(onAbort, patience);
      this.emitter.once('appended', onAppended);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  private raise(): void {
    this.seen++;
    this.emitter.emit('appended');
  }

  private readonly onAppend = (): void => {
    this.raise();
    if (this.resting === undefined) this.notify();
    else this.more = true;
  };

  /** A notification that is lost costs the others a little time only. */
  private notify(): void {
    this.more = false;
    this.source.query('select pg_notify($1, $2)', [notification, this.id]).catch(() => {});
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if (this.more) this.notify();
    }, spacing);
  }

  private async listen(): Promise<void> {
    const runner = this.source.createQueryRunner();
    try {
      const client = (await runner.connect()) as EventEmitter;
      client.on('notification', this.onNotification);
      client.once('end', this.onEnd);
      this.listener = runner;
      await runner.query(`listen ${notification}`);
    } catch {
      this.onEnd();
    }
  }

  private readonly onNotification = ({ payload }: { payload?: string }): void => {
    if (payload !== this.id) this.raise();
  };

  private readonly onEnd = (): void => {
    void this.release();
    clearTimeout(this.reconnecting);
    if (this.state === 'started') this.reconnecting = setTimeout(() => void this.listen(), reconnectAfter);
  };

  /** Back to the pool without a trace. */
  private async release(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    if (!listener || listener.isReleased) return;
    const client = (await listener.connect()) as EventEmitter;
    client.off('notification', this.onNotification).off('end', this.onEnd);
    await listener.release();
  }
}
