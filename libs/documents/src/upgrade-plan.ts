import { z } from 'zod';
import { componentId, digest, documentOf, evidence, name, note, versionText } from './shared-fields.js';
import { STATUSES } from './compatibility-matrix.js';

const pair = z.tuple([componentId, componentId]);
const versionPair = z.tuple([versionText, versionText]);

/**
 * Why a pairing that can be observed around a step is allowed.
 *
 * - `statement`: the named statement puts the pairing inside its window
 * - `unknown-allowed`: no statement covers it, and the relation lets silence pass
 * - `start-exposure`: outside from the start on, and still (recovery)
 * - `not-rejected`: a cross pairing of two instances that move together, under `mixedWindow: comoved`
 */
export const PREMISE_BASES = ['statement', 'unknown-allowed', 'start-exposure', 'not-rejected'] as const;

/** `before`: from before the step until its last subject has rolled; `during`: only while it rolls; `after`: from the first rolled node on. */
export const PHASES = ['before', 'during', 'after'] as const;

const premise = z.strictObject({
  between: pair,
  versions: versionPair,
  phase: z.enum(PHASES),
  basis: z.enum(PREMISE_BASES).default('statement'),
  statement: name.nullable(),
});

const step = z.strictObject({
  id: name,
  component: componentId,
  subjects: z.array(name).min(1),
  moves: z.array(z.strictObject({ component: componentId, from: versionText, to: versionText })).min(1),
  after: z.array(name),
  premises: z.array(premise),
  reversible: z.boolean(),
});

const exposure = z.strictObject({
  between: pair,
  nodes: z.tuple([name, name]),
  versions: versionPair,
  verdict: z.enum([...STATUSES, 'unknown']),
  endedBy: name.nullable().meta({ description: 'the step that ends it; null when it remains' }),
});

const objective = z.strictObject({ sharedHops: z.int().min(0), clusterRollouts: z.int().min(0), addonHops: z.int().min(0) });

/** One cause of a "no", as data; `message` is its wording. */
const blocker = z.strictObject({ kind: z.enum(['target', 'hold', 'cluster', 'supported-until', 'start']), subject: name, message: note });

export const planSpec = z.strictObject({
  outcome: z.enum(['planned', 'nothing-to-do', 'infeasible', 'invalid-start']),
  inputs: z.strictObject({ matrix: digest, fleet: digest, goal: digest, planner: name }),
  objective,
  optimal: z.boolean(),
  lowerBound: objective.optional().meta({ description: 'given when optimal is false' }),
  latest: z
    .array(z.strictObject({ target: z.int().min(0), nsxManager: name, version: versionText }))
    .default([])
    .meta({
      description: 'what each `latest` target was decided to be, per upgrade domain: every selected instance reaches at least this release',
    }),
  steps: z.array(step),
  exposures: z.array(exposure),
  evidenceFloor: evidence.nullable().meta({ description: 'the weakest statement the plan leans on' }),
  explanation: z.strictObject({ summary: note, blockers: z.array(blocker) }).nullable(),
});

export const upgradePlan = documentOf('UpgradePlan', { digest: digest.optional() }, planSpec).meta({ id: 'UpgradePlan' });

export type UpgradePlan = z.output<typeof upgradePlan>;
export type PlanSpec = z.output<typeof planSpec>;
export type PlanStep = PlanSpec['steps'][number];
export type Premise = z.output<typeof premise>;
export type Exposure = z.output<typeof exposure>;
export type Objective = z.output<typeof objective>;
export type Explanation = NonNullable<PlanSpec['explanation']>;
