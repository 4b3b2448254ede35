import type { DataSource } from 'typeorm';
import type { LearnedDurations } from '../../application/schedule-sources.port.js';

/** Fewer attempts say too little: one that was prepared well or went badly would decide. */
const FEWEST = 3;

/** Median minutes of attempts that succeeded: per machine where machines were counted, else per hop. */
export class PostgresLearnedDurations implements LearnedDurations {
  constructor(private readonly source: DataSource) {}

  async medians(): Promise<Readonly<Record<string, number>>> {
    const rows = await this.source.query<{ component: string; minutes: number }[]>(
      `select component,
         percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at) / 60 / machines)::float8 as minutes
       from lockstep.step_attempt where outcome = 'succeeded' and machines > 0
       group by component having count(*) >= $1 order by component`,
      [FEWEST],
    );
    return Object.fromEntries(rows.map(({ component, minutes }) => [component, minutes]));
  }
}
