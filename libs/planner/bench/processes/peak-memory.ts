import { readFileSync } from 'node:fs';

const EVERY_MS = 50;

/** Follows the peak resident set of a process that does not report it itself. MB of 10^6 bytes; `null` where there is no /proc. */
export function peakMemoryOf(pid: number | undefined): { stop(): number | null } {
  let peak: number | null = null;
  const look = () => {
    try {
      const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (kilobytes !== undefined) peak = Math.max(peak ?? 0, (Number(kilobytes) * 1024) / 1e6);
    } catch {
      // The process has ended, or this system has no /proc: what was seen so far stands.
    }
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}
