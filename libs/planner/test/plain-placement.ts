import { firstFit, type PlacedTask, type ScheduleProblem, type Task } from '../src/schedule/index.js';

interface Waiting {
  readonly step: number;
  readonly wave: number;
  readonly task: Task;
  /** Places in the wave of the first task that differs in its subject only, and of its own. */
  readonly like: number;
  readonly index: number;
}

/**
 * The placement of a schedule minute by minute, with one look at all that waits in each: what the fast one must come to. Everything must have room.
 */
export function placePlainly({ steps, limits, calendars, notBefore }: ScheduleProblem): PlacedTask[] {
  const placed: PlacedTask[] = [];
  const waiting: Waiting[] = [];
  const urgency = urgencies({ steps, limits });
  const begun = steps.map(() => -1);
  const taskOf = ({ step, wave, subject }: PlacedTask) => steps[step]!.waves[wave]!.tasks.find((task) => task.subject === subject)!;
  const total = steps.reduce((sum, { waves }) => sum + waves.reduce((all, { tasks }) => all + tasks.length, 0), 0);
  const soakedAt = (step: number, wave: number): number => {
    const own = placed.filter((one) => one.step === step && one.wave === wave);
    const { tasks, soak } = steps[step]!.waves[wave]!;
    return own.length < tasks.length ? Infinity : Math.max(...own.map(({ to }) => to)) + soak;
  };
  const readyAt = (step: number, wave: number): number =>
    Math.max(
      notBefore,
      ...(wave > 0 ? [soakedAt(step, wave - 1)] : steps[step]!.after.map((before) => soakedAt(before, steps[before]!.waves.length - 1))),
    );
  for (let at = notBefore; placed.length < total; at++) {
    for (const [step, { waves }] of steps.entries()) {
      const wave = begun[step]! + 1;
      if (wave >= waves.length || readyAt(step, wave) > at) continue;
      begun[step] = wave;
      const kinds = waves[wave]!.tasks.map((task) => JSON.stringify({ ...task, subject: '' }));
      for (const [index, task] of waves[wave]!.tasks.entries())
        waiting.push({ step, wave, task, like: kinds.indexOf(kinds[index]!), index });
    }
    const load = limits.map(({ places }, limit) =>
      waiting.reduce((sum, { task }) => sum + (task.limits.includes(limit) ? task.duration / places : 0), 0),
    );
    const loadOf = ({ task }: Waiting) => Math.round(1e6 * task.limits.reduce((sum, limit) => sum + load[limit]!, 0));
    const order = waiting.toSorted(
      (a, b) =>
        urgency[b.step]! - urgency[a.step]! ||
        loadOf(b) - loadOf(a) ||
        b.task.duration - a.task.duration ||
        a.step - b.step ||
        a.like - b.like ||
        a.index - b.index,
    );
    for (const one of order) {
      const { step, wave, task } = one;
      const fit = firstFit(calendars[task.calendar]!, at, task.duration, task.resumable)!;
      const running = (limit: number) => placed.filter((other) => other.to > at && taskOf(other).limits.includes(limit)).length;
      if (fit.from > at || task.limits.some((limit) => running(limit) >= limits[limit]!.places)) continue;
      placed.push({ step, wave, subject: task.subject, from: at, to: fit.to });
      waiting.splice(waiting.indexOf(one), 1);
    }
  }
  return placed;
}

/** Minutes from the start of a step to the end of all, if calendars were always open. */
function urgencies({ steps, limits }: Pick<ScheduleProblem, 'steps' | 'limits'>): number[] {
  const length = (tasks: readonly Task[]) =>
    Math.max(
      ...tasks.map(({ duration }) => duration),
      ...limits.map(
        ({ places }, limit) => tasks.reduce((sum, task) => sum + (task.limits.includes(limit) ? task.duration : 0), 0) / places,
      ),
    );
  const urgency: number[] = [];
  for (let step = steps.length - 1; step >= 0; step--) {
    const own = steps[step]!.waves.reduce((sum, { tasks, soak }) => sum + length(tasks) + soak, 0);
    urgency[step] = own + Math.max(0, ...steps.flatMap(({ after }, other) => (after.includes(step) ? [urgency[other]!] : [])));
  }
  return urgency;
}
