import { renderSchedules, type ScheduleRow } from '../schedule/measure-schedules.js';
import { schedules } from './judge-targets.js';

const HEADING = '### Schedules';

/** The page of an earlier run with the schedules measured anew, and everything else as it was. */
export function replaceSchedules(page: string, rows: readonly ScheduleRow[], when: string): string {
  const { target, measured, verdict } = schedules(rows);
  const begin = page.indexOf(HEADING);
  const end = begin < 0 ? -1 : page.indexOf('\n##', begin + HEADING.length);
  const before = (begin < 0 ? page : page.slice(0, begin)).trimEnd();
  const after = end < 0 ? '' : page.slice(end);
  const section = renderSchedules(rows).replace(HEADING, `${HEADING}\n\nMeasured by themselves (${when}).`);
  const judged = `${before}\n\n${section}\n${after}`.replace(/^\| Schedule: .*$/m, () => `| ${target} | ${measured} | ${verdict} |`);
  const count = (word: string) => judged.split('\n').filter((line) => line.endsWith(`| ${word} |`)).length;
  return judged.replace(
    /^\d+ met, \d+ missed, \d+ not measured\.$/m,
    `${count('met')} met, ${count('MISSED')} missed, ${count('not measured')} not measured.`,
  );
}
