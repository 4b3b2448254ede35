import { Gauge, Registry } from 'prom-client';
import { beforeEach, expect, it } from 'vitest';
import { type Sample, ScrapeReadings } from './scrape-readings.js';

let registry: Registry;
let reported: string[];
let readings: ScrapeReadings;
let jobs: Gauge;
let age: Gauge;
beforeEach(() => {
  registry = new Registry();
  reported = [];
  readings = new ScrapeReadings(registry, (reading, error) => reported.push(`${reading}: ${(error as Error).message}`), 30);
  jobs = new Gauge({ name: 'jobs', help: 'x', labelNames: ['queue'], registers: [registry] });
  age = new Gauge({ name: 'age', help: 'x', registers: [registry] });
});
const scrape = async (): Promise<string[]> => {
  await readings.refresh();
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
};

it('says what was read, and nothing more of what is gone', async () => {
  const samples: Sample[] = [
    { gauge: jobs, labels: { queue: 'a' }, value: 2 },
    { gauge: age, value: 7 },
  ];
  readings.add('queues', [jobs, age], async () => samples);
  expect(await scrape()).toEqual(['lockstep_metrics_reading_ok{reading="queues"} 1', 'jobs{queue="a"} 2', 'age 7']);
  samples.splice(0, 2, { gauge: jobs, labels: { queue: 'b' }, value: 1 });
  expect(await scrape()).toEqual(['lockstep_metrics_reading_ok{reading="queues"} 1', 'jobs{queue="b"} 1']);
});

it('leaves out what can not be read, tells of it once, and holds up nothing else', async () => {
  let fails = false;
  readings.add('queues', [jobs], async () => {
    if (fails) throw new Error('away');
    return [{ gauge: jobs, labels: { queue: 'a' }, value: 2 }];
  });
  readings.add('webhooks', [age], async () => [{ gauge: age, value: 7 }]);
  await scrape();
  fails = true;
  for (let times = 0; times < 2; times++)
    expect(await scrape()).toEqual([
      'lockstep_metrics_reading_ok{reading="queues"} 0',
      'lockstep_metrics_reading_ok{reading="webhooks"} 1',
      'age 7',
    ]);
  expect(reported).toEqual(['queues: away']);
  fails = false;
  expect(await scrape()).toContain('jobs{queue="a"} 2');
});

it('does not begin a reading again that hangs', async () => {
  let begun = 0;
  let end: (samples: readonly Sample[]) => void = () => {};
  const hanging = new Promise<readonly Sample[]>((resolve) => (end = resolve));
  readings.add('queues', [age], () => (begun++, hanging));
  for (let times = 0; times < 2; times++) expect(await scrape()).toEqual(['lockstep_metrics_reading_ok{reading="queues"} 0']);
  expect([begun, reported]).toEqual([1, ['queues: metrics; queues; must be read within 30 ms; it is not']]);
  end([{ gauge: age, value: 1 }]);
  expect(await scrape()).toContain('age 1');
});
