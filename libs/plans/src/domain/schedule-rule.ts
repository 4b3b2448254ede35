/**
 * What is wrong with a recurrence rule (RFC 5545, 3.3.10) for windows and freezes; null: nothing. Stricter than the format: no part may come twice or be
 * out of range, since a part that is passed over widens the rule; and windows do not begin several times a day.
 */
export function ruleProblem(rule: string): string | null {
  const seen = new Set<string>();
  for (const part of rule.split(';')) {
    const [name = '', value, ...more] = part.split('=');
    const isValid = PARTS[name];
    if (isValid === undefined || value === undefined || more.length > 0)
      return `parts are NAME=VALUE with a name of ${Object.keys(PARTS).join(', ')}; found ${JSON.stringify(part)}`;
    if (seen.has(name)) return `each part once; found ${name} twice`;
    if (name === 'FREQ' && OFTEN.includes(value))
      return `FREQ is DAILY or rarer, since windows and freezes do not begin several times a day; found ${JSON.stringify(value)}`;
    if (!isValid(value)) return `the value of ${name} is one of RFC 5545; found ${JSON.stringify(value)}`;
    seen.add(name);
  }
  if (!seen.has('FREQ')) return 'a rule has a FREQ; found none';
  return seen.has('COUNT') && seen.has('UNTIL') ? 'a rule ends by COUNT or by UNTIL; found both' : null;
}

type Check = (value: string) => boolean;

const among =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value);
const whole =
  (least: number, most: number): Check =>
  (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most;
const listOf =
  (isValid: Check): Check =>
  (value) =>
    value.split(',').every(isValid);
/** 1 to `most`, or counted from the end. */
const fromEitherEnd = (most: number): Check => {
  const isInRange = whole(1, most);
  return (value) => isInRange(value.replace(/^[+-]/, ''));
};
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const OFTEN: readonly string[] = ['HOURLY', 'MINUTELY', 'SECONDLY'];

const PARTS: Readonly<Record<string, Check>> = {
  FREQ: among('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
  INTERVAL: whole(1, 9999),
  COUNT: whole(1, 9999),
  UNTIL: (value) => /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/.test(value),
  BYHOUR: listOf(whole(0, 23)),
  BYDAY: listOf((value) => DAYS.includes(value.slice(-2)) && (value.length === 2 || fromEitherEnd(53)(value.slice(0, -2)))),
  BYMONTHDAY: listOf(fromEitherEnd(31)),
  BYYEARDAY: listOf(fromEitherEnd(366)),
  BYWEEKNO: listOf(fromEitherEnd(53)),
  BYMONTH: listOf(whole(1, 12)),
  BYSETPOS: listOf(fromEitherEnd(366)),
  WKST: among(...DAYS),
};
