import { afterEach, expect, it } from 'vitest';
import { type ServedMetrics, serveMetrics } from './serve-metrics.js';
import { WorkerMetrics } from './worker-metrics.js';

let served: ServedMetrics | undefined;
afterEach(() => served?.close());
const linesOf = async (metrics: WorkerMetrics) => (await metrics.render()).split('\n').filter((line) => line.includes('_count'));

it('tells of attempts and looks by outcome, of all outcomes from the beginning', async () => {
  const metrics = new WorkerMetrics(['jira']);
  metrics.observeAttempt('again', 120);
  metrics.observeAttempt('again', 80);
  metrics.observeLook('jira', 'unauthorized', 40);
  const lines = await linesOf(metrics);
  expect(lines).toContain('lockstep_webhook_attempt_duration_seconds_count{outcome="retried"} 2');
  for (const outcome of ['delivered', 'given-up', 'disabled'])
    expect(lines).toContain(`lockstep_webhook_attempt_duration_seconds_count{outcome="${outcome}"} 0`);
  expect(lines).toContain('lockstep_change_system_look_duration_seconds_count{system="jira",outcome="unauthorized"} 1');
  for (const outcome of ['ok', 'internal'])
    expect(lines).toContain(`lockstep_change_system_look_duration_seconds_count{system="jira",outcome="${outcome}"} 0`);
});

it('has no label that somebody outside could choose', async () => {
  const metrics = new WorkerMetrics(['jira']);
  for (let at = 0; at < 5; at++) metrics.observeLook(`kind-${at}`, 'internal', 1);
  expect((await linesOf(metrics)).filter((line) => line.includes('kind-'))).toEqual([]);
  expect(await linesOf(metrics)).toContain('lockstep_change_system_look_duration_seconds_count{system="other",outcome="internal"} 5');
});

it('serves them and nothing else', async () => {
  served = await serveMetrics(new WorkerMetrics([]), { host: '127.0.0.1', port: 0 });
  const ask = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${served!.port}${path}`, { method });
  const answer = await ask('/metrics');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain; version=0\.0\.4/)]);
  expect(await answer.text()).toContain('lockstep_webhook_attempt_duration_seconds_bucket{le="0.05",outcome="delivered"} 0');
  expect((await ask('/')).status).toBe(404);
  expect((await ask('/metrics', 'POST')).status).toBe(404);
});
