import {
  type ClusterInVpc,
  type InventorySource,
  type KnownSource,
  type NodeName,
  secretPlaceOf,
  type SourceConnector,
  SourceFailure,
  type SourceRegistry,
} from '@lockstep/fleet';
import { type ConnectorSecrets, redactSecret, SecretKeyMissingError, UnreadableSecretError } from '@lockstep/platform';

export interface OpenSource {
  readonly known: KnownSource;
  readonly inventory: InventorySource;
  /** Cuts the secret of the source out of a text. */
  readonly redact: (text: string) => string;
}

interface Entry {
  readonly opening: Promise<OpenSource>;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** Sources that are being looked at by this process. One that nobody uses for a while is closed; what is changed of it counts from the next scan on. */
export class OpenSources {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly registry: Pick<SourceRegistry, 'find'>,
    private readonly secrets: Pick<ConnectorSecrets, 'read'>,
    private readonly connectors: readonly SourceConnector[],
    private readonly now: () => string,
    private readonly clustersInVpcs: (below: NodeName) => Promise<readonly ClusterInVpc[]> = () => Promise.resolve([]),
    /** Milliseconds. */
    private readonly idle = 10_000,
  ) {}

  /** @param purpose the scan, or a name of its own. Throws `SourceFailure` when it can not be opened. */
  async use<Result>(source: string, purpose: string, work: (open: OpenSource) => Promise<Result>): Promise<Result> {
    const key = `${purpose}/${source}`;
    const entry = this.entries.get(key) ?? this.begin(key, source);
    entry.users++;
    clearTimeout(entry.timer);
    try {
      return await work(await entry.opening);
    } finally {
      entry.users--;
      if (entry.users === 0 && this.entries.get(key) === entry) entry.timer = setTimeout(() => void this.close(key, entry), this.idle);
    }
  }

  private begin(key: string, source: string): Entry {
    const entry: Entry = { opening: this.open(source), users: 0, timer: undefined };
    this.entries.set(key, entry);
    // What failed once is tried again by the next who asks.
    entry.opening.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry;
  }

  /** Those in use, too: their looks fail. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.entries].map(([key, entry]) => this.close(key, entry)));
  }

  private async open(source: string): Promise<OpenSource> {
    const known = await this.registry.find(source);
    if (!known) throw failure('unreachable', 'The source was removed while it was to be looked at');
    const connector = this.connectors.find(({ system }) => system === known.system);
    if (!connector) throw failure('unreachable', `No connector of this program reads systems of the kind ${known.system}`);
    const settings = connector.settings.safeParse(known.settings);
    if (!settings.success)
      throw failure('wrong-shape', 'The settings of the source are not as its connector asks for them: change the source');
    const kept = await this.readSecret(known);
    const secret = connector.secret.safeParse(kept);
    if (!secret.success) throw failure('login-refused', 'The secret of the source is not set, or not as its connector asks for it');
    const inventory = connector.open({
      ...{ id: source, settings: settings.data, secret: secret.data, now: this.now },
      clustersInVpcs: () => this.clustersInVpcs(known.speaksFor),
    });
    return { known, inventory, redact: redactSecret(kept) };
  }

  private async readSecret(known: KnownSource): Promise<unknown> {
    try {
      return (await this.secrets.read({ owner: known.id, place: secretPlaceOf(known) }))?.value ?? null;
    } catch (error) {
      if (error instanceof SecretKeyMissingError || error instanceof UnreadableSecretError)
        throw failure('login-refused', error.message, error);
      throw error;
    }
  }

  private async close(key: string, entry: Entry): Promise<void> {
    clearTimeout(entry.timer);
    if (this.entries.get(key) === entry) this.entries.delete(key);
    // One that could not be opened, or does not close well, is gone all the same.
    await entry.opening.then(({ inventory }) => inventory.close()).catch(() => {});
  }
}

const failure = (code: 'unreachable' | 'wrong-shape' | 'login-refused', detail: string, cause?: Error): SourceFailure =>
  new SourceFailure({ code, subject: null, place: null, detail }, false, { cause });
