/** Passes the first of equal messages on at once and then one in `interval` milliseconds, with the count of those held back: a database that
 *  is away makes queue workers fail thousands of times a second. */
export function throttleReports(report: (message: string, suppressed: number) => void, interval = 5_000, now: () => number = Date.now) {
  const last = new Map<string, { at: number; suppressed: number }>();
  return (error: Error): void => {
    const message = error.message;
    const entry = last.get(message);
    if (entry !== undefined && now() - entry.at < interval) {
      entry.suppressed++;
      return;
    }
    // Messages may hold changing numbers; the map must not grow with them.
    if (last.size > 100) last.clear();
    last.set(message, { at: now(), suppressed: 0 });
    report(message, entry?.suppressed ?? 0);
  };
}
