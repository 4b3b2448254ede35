import { expect, it } from 'vitest';
import { matrix } from '@lockstep/testing/builders';
import { FindPlanFindings } from './find-plan-findings.use-case.js';
import type { PlanSummary } from './plan-view.js';

const { matrix: known } = matrix({ releases: { nsx: ['4.2.1.0'] } });
const open = (id: string, digest: string) => ({ id, result: { outcome: 'planned', digest } }) as unknown as PlanSummary;

function watching() {
  const [plans, read]: [PlanSummary[], string[]] = [[], []];
  const found = { findDocument: async () => ({ spec: { steps: [], groups: [] } }), getMatrix: async () => ({ matrix: known }) };
  const finding = new FindPlanFindings(
    { listBrokenGlass: async () => [], listOpen: async () => plans },
    { ...found, find: async (id: string) => (read.push(id), {}) } as never,
    {} as never,
    {} as never,
    { execute: async () => [] },
  );
  return { plans, read, look: () => finding.execute() };
}

it('reads the documents of open plans once, however many there are, and of equal plans those of one', async () => {
  const { plans, read, look } = watching();
  plans.push(...Array.from({ length: 3_000 }, (_, index) => open(`p${index}`, `sha256:${index >> 1}`)));
  await look();
  expect(read).toHaveLength(1_500);
  await look();
  expect(read).toHaveLength(1_500);
  plans.push(open('new', 'sha256:new'));
  await look();
  expect(read.slice(1_500)).toEqual(['new']);
});

it('remembers nothing of plans that are open no more', async () => {
  const { plans, read, look } = watching();
  plans.push(open('p', 'sha256:a'));
  await look();
  const [gone] = plans.splice(0);
  await look();
  plans.push(gone!);
  await look();
  expect(read).toEqual(['p', 'p']);
});
