import {
  type ChangeConnector,
  changeSecretOf,
  type ChangeSystem,
  type ChangeSystemEntry,
  ChangeSystemFailure,
  type OpenChangeSystems,
  type Registered,
} from '@lockstep/approvals';
import { type ConnectorSecrets, redactSecret, SecretKeyMissingError, UnreadableSecretError } from '@lockstep/platform';

type Entry = Registered<ChangeSystemEntry>;

interface Kept {
  readonly version: number;
  /** Of the secret, which may be set anew without a change of the system. */
  readonly setAt: string | undefined;
  readonly system: ChangeSystem;
  readonly redact: (text: string) => string;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** Change systems that this process talks to. One that nobody uses for a while is closed; what was changed of it counts from the next use on. */
export class OpenRegisteredSystems implements OpenChangeSystems {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly secrets: Pick<ConnectorSecrets, 'read' | 'mark'>,
    private readonly connectors: readonly ChangeConnector[],
    /** Milliseconds. */
    private readonly idle = 60_000,
  ) {}

  async use<Result>(entry: Entry, work: (system: ChangeSystem) => Promise<Result>): Promise<Result> {
    const { owner } = changeSecretOf(entry);
    const setAt = (await this.secrets.mark([owner])).get(owner)?.setAt;
    const known = this.kept.get(entry.id);
    const kept = known?.version === entry.version && known.setAt === setAt ? known : await this.open(entry, setAt);
    kept.users++;
    clearTimeout(kept.timer);
    try {
      return await work(kept.system);
    } catch (error) {
      if (!(error instanceof ChangeSystemFailure)) throw error;
      const { fault, detail, retryable, retryAfter } = error;
      throw new ChangeSystemFailure(fault, kept.redact(detail), retryable, retryAfter);
    } finally {
      kept.users--;
      if (kept.users === 0) kept.timer = setTimeout(() => void this.close(entry.id, kept), this.idle).unref();
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.kept].map(([id, kept]) => this.close(id, kept)));
  }

  private async open(entry: Entry, setAt: string | undefined): Promise<Kept> {
    const connector = this.connectors.find(({ system }) => system === entry.system);
    if (!connector) throw misconfigured(`No connector of this program keeps records in systems of the kind ${entry.system}`);
    const settings = connector.settings.safeParse(entry.settings);
    if (!settings.success) throw misconfigured('The settings are not as the connector asks for them: change the system');
    const value = await this.readSecret(entry);
    const secret = connector.secret.safeParse(value);
    if (!secret.success) throw misconfigured('The secret is not set, or not as the connector asks for it');
    const system = connector.open({ id: entry.id, settings: settings.data, secret: secret.data });
    const kept: Kept = { version: entry.version, setAt, system, redact: redactSecret(value), users: 0, timer: undefined };
    this.kept.set(entry.id, kept);
    return kept;
  }

  private async readSecret(entry: Entry): Promise<unknown> {
    try {
      return (await this.secrets.read(changeSecretOf(entry)))?.value ?? null;
    } catch (error) {
      if (error instanceof SecretKeyMissingError || error instanceof UnreadableSecretError) throw misconfigured(error.message);
      throw error;
    }
  }

  private async close(id: string, kept: Kept): Promise<void> {
    clearTimeout(kept.timer);
    if (this.kept.get(id) === kept) this.kept.delete(id);
    // One that does not close well is gone all the same.
    await kept.system.close().catch(() => {});
  }
}

const misconfigured = (detail: string): ChangeSystemFailure => new ChangeSystemFailure('misconfigured', detail, false);
