import { CronExpressionParser } from 'cron-parser';

/** What is wrong with a schedule, as `<field>; <rule>; <found>` without the subject; undefined: nothing. */
export function findCronProblem(
  cron: string,
  timeZone: string,
): { readonly field: 'cron' | 'timeZone'; readonly rule: string } | undefined {
  if (!isTimeZone(timeZone)) return { field: 'timeZone', rule: 'must be an IANA time zone such as Europe/Berlin' };
  // The parser also reads names such as @daily, and takes absent fields for wild cards.
  if (!/^(\S+ ){4,5}\S+$/.test(cron))
    return { field: 'cron', rule: 'must be five fields, minute hour day month weekday, with one space between' };
  try {
    CronExpressionParser.parse(cron, { tz: timeZone, currentDate: new Date(0) }).next();
    return undefined;
  } catch (error) {
    return {
      field: 'cron',
      rule: `must be a cron expression that some day fits; ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/**
 * The next times after one, RFC 3339, as the queue will take them: both ask the same parser. A time that the clock leaves out in spring is taken
 * an hour later, one that comes twice in autumn is taken once.
 */
export function computeNextRuns(cron: string, timeZone: string, after: string, count: number): string[] {
  const expression = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: new Date(after) });
  return expression.take(count).map((date) => new Date(date.getTime()).toISOString());
}

/** Offsets such as `+02:00` are accepted by some runtimes and know no summer. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
