import { Gauge, type Registry } from 'prom-client';

/** What a gauge is to say. Values of labels are from a set that is known beforehand: no ids, no URLs. */
export interface Sample {
  readonly gauge: Gauge;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Reading {
  readonly name: string;
  readonly gauges: readonly Gauge[];
  readonly read: () => Promise<readonly Sample[]>;
  /** One that hangs is waited for again by the next scrape, not begun again. */
  running: Promise<readonly Sample[]> | undefined;
  isFailing: boolean;
}

/**
 * Gauges that are read when somebody asks for them, and not before. A reading that fails, or takes longer than `patience` milliseconds, has no samples in
 * this scrape, rather than old ones, and `lockstep_metrics_reading_ok` says so; it fails neither the scrape nor the other readings.
 */
export class ScrapeReadings {
  private readonly readings: Reading[] = [];
  private readonly ok: Gauge<'reading'>;

  constructor(
    registry: Registry,
    /** Told when a reading begins to fail, not at each scrape. */
    private readonly report: (reading: string, error: unknown) => void,
    private readonly patience = 2_000,
  ) {
    this.ok = new Gauge({
      name: 'lockstep_metrics_reading_ok',
      help: '1: these gauges were read; 0: they could not be read, and are left out',
      labelNames: ['reading'] as const,
      registers: [registry],
    });
  }

  /** `gauges`: all that `read` may have samples of. */
  add(name: string, gauges: readonly Gauge[], read: () => Promise<readonly Sample[]>): void {
    this.readings.push({ name, gauges, read, running: undefined, isFailing: false });
  }

  async refresh(): Promise<void> {
    await Promise.all(this.readings.map((reading) => this.refreshOne(reading)));
  }

  private async refreshOne(reading: Reading): Promise<void> {
    const { name } = reading;
    try {
      show(reading, await this.readInTime(reading));
      reading.isFailing = false;
    } catch (error) {
      show(reading, []);
      if (!reading.isFailing) this.report(name, error);
      reading.isFailing = true;
    }
    this.ok.set({ reading: name }, reading.isFailing ? 0 : 1);
  }

  private async readInTime(reading: Reading): Promise<readonly Sample[]> {
    reading.running ??= reading.read().finally(() => (reading.running = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `metrics; ${reading.name}; must be read within ${this.patience} ms; it is not`;
      timer = setTimeout(() => reject(new Error(message)), this.patience);
    });
    try {
      return await Promise.race([reading.running, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function show({ gauges }: Reading, samples: readonly Sample[]): void {
  for (const gauge of gauges) {
    gauge.reset();
    // A gauge without labels would say 0 now, which nobody has read.
    gauge.remove({});
  }
  for (const { gauge, labels, value } of samples) gauge.set({ ...labels }, value);
}
