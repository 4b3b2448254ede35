import { rm, writeFile } from 'node:fs/promises';

export interface LivenessFileOptions {
  /** Its folder must exist. */
  readonly file: string;
  /** Rejects, or does not settle, while the process cannot do its work. */
  readonly probe: () => Promise<void>;
  /** Milliseconds between the end of one probe and the next; 5 000 when absent. */
  readonly interval?: number;
  /** Hears of each failed probe or write. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Proof of life for a process that listens nowhere: writes `file` after every probe that succeeds. Whoever asks looks at the age of the file, so a
 * blocked event loop shows as well. A container's health check allows 30 s (docker-compose.yml).
 *
 * Resolves after the first probe, whatever it said. The returned function ends it and removes the file.
 */
export async function keepLivenessFile({ file, probe, interval = 5_000, onFailure }: LivenessFileOptions): Promise<() => Promise<void>> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const prove = async () => {
    try {
      await probe();
      // Not after `stop`: it has removed the file.
      if (!stopped) await writeFile(file, `${new Date().toISOString()}\n`);
    } catch (error) {
      onFailure(error);
    }
    if (stopped) return;
    timer = setTimeout(() => (running = prove()), interval);
    timer.unref();
  };
  running = prove();
  await running;
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
    await rm(file, { force: true });
  };
}
