import { compareTexts } from '@lockstep/kernel';
import { z } from 'zod';
import { componentId, digest, documentOf, evidence, name, note, rangeText, versionText } from './shared-fields.js';
import { STATUSES } from './compatibility-matrix.js';

/** Why a hop is not allowed: a blocked rule; its target is the older build; no rule covers it; what a rule requires does not hold. */
const HOP_REASONS = ['blocked', 'back-in-time', 'no-rule', 'condition'] as const;

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
  subjects: z.array(name),
  groups: z.array(name).min(1).optional().meta({ description: 'ids of groups whose members are further subjects' }),
  moves: z.array(z.strictObject({ component: componentId, from: versionText, to: versionText })).min(1),
  after: z.array(name),
  premises: z.array(premise),
  reversible: z.boolean(),
});

const group = z.strictObject({ id: name, members: z.array(name).min(1).meta({ description: 'in text order' }) });

const exposure = z.strictObject({
  between: pair,
  nodes: z.tuple([name, name]),
  versions: versionPair,
  verdict: z.enum([...STATUSES, 'unknown']),
  endedBy: name.nullable().meta({ description: 'the step that ends it; null when it remains' }),
  alike: z
    .array(name)
    .min(1)
    .optional()
    .meta({ description: 'further clusters of which all of this is as true, each in the place of the one in `nodes`; in text order' }),
});

const objective = z.strictObject({ sharedHops: z.int().min(0), clusterRollouts: z.int().min(0), addonHops: z.int().min(0) });

/** One cause of a "no", as data; `message` is its wording. */
const blocker = z.strictObject({
  kind: z.enum(['target', 'hold', 'cluster', 'supported-until', 'start']),
  subject: name,
  message: note,
  nsxManager: name.optional().meta({ description: 'the upgrade domain it blocks' }),
  alike: z.array(name).min(1).optional().meta({ description: 'further clusters that block in the very same way' }),
});

const sources = z.array(name).optional().meta({ description: 'ids of sources of the matrix' });

const ignored = z
  .array(
    z.strictObject({
      statement: name,
      because: z.enum(['expired', 'below-floor', 'untested']),
      waivable: z.boolean().meta({ description: 'a waiver of the goal would make it let the pair pass' }),
    }),
  )
  .min(1)
  .optional()
  .meta({ description: 'statements about the pair that the day or the policy leaves out; waivable ones first' });

/** A fact that stands in the way: a pairing outside its window or no place to rest in, or a hop that is not allowed. */
const obstacle = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pairing'),
    between: pair,
    versions: versionPair,
    verdict: z.enum([...STATUSES, 'unknown']),
    statement: name.nullable(),
    note: note.optional(),
    sources,
    ignored,
  }),
  z.strictObject({
    kind: z.literal('hop'),
    component: componentId,
    from: versionText,
    to: versionText,
    reason: z.enum(HOP_REASONS),
    rule: name.nullable(),
    note: note.optional(),
    sources,
  }),
]);

/** One change of the inputs. The first two assume facts that the matrix does not hold; the others ask less. */
const change = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('assume-statement'),
    between: pair,
    versions: versionPair,
    verdict: z.enum([...STATUSES, 'unknown']).meta({ description: 'what the matrix says of the pair today' }),
    ignored,
  }),
  z.strictObject({
    kind: z.literal('allow-hop'),
    component: componentId,
    from: versionText,
    to: versionText,
    reason: z.enum(HOP_REASONS).meta({ description: 'why the matrix does not allow it today' }),
    rule: name.nullable(),
    note: note.optional(),
  }),
  z.strictObject({
    kind: z.literal('loosen-target'),
    target: z.int().min(0),
    component: componentId,
    version: rangeText,
    to: rangeText.nullable().meta({ description: 'the most that can be asked for instead; null: drop the target' }),
  }),
  z.strictObject({ kind: z.literal('exclude-cluster'), cluster: name }),
]);

const relaxation = z.strictObject({
  nsxManager: name.meta({ description: 'the upgrade domain it repairs' }),
  changes: z.array(change).min(1),
  minimal: z.boolean().meta({ description: 'true: it was proven that no smaller set of such changes is enough' }),
});

const furthest = z.strictObject({
  nsxManager: name,
  targets: z
    .array(z.strictObject({ target: z.int().min(0), reached: z.enum(['met', 'partly', 'not']), version: rangeText.nullable() }))
    .meta({ description: 'per target: met as asked, partly (then `version` is what can be met instead), or not at all' }),
  supportedUntil: z.boolean().meta({ description: 'false: even the support date had to be given up' }),
  objective,
});

const deadEnd = z.strictObject({
  component: componentId,
  version: versionText,
  how: z.enum(['sits-on', 'walks-into']),
  nodes: z.array(name).min(1).meta({ description: 'who sits on it, or could hop to it' }),
  target: z.int().min(0),
  because: z.array(obstacle),
});

const explanation = z.strictObject({
  summary: note,
  blockers: z.array(blocker),
  causes: z
    .array(z.strictObject({ nsxManager: name, obstacles: z.array(obstacle), more: z.int().min(0) }))
    .optional()
    .meta({ description: 'per upgrade domain: facts each of which would have to be otherwise or be walked around' }),
  relaxations: z
    .array(relaxation)
    .optional()
    .meta({ description: 'up to three repairs per upgrade domain, those of the smallest size first; each was planned again' }),
  furthest: z.array(furthest).optional().meta({ description: 'how far each blocked upgrade domain can get' }),
  deadEnds: z.array(deadEnd).optional().meta({ description: 'releases from which no hop leads to what a target accepts' }),
  complete: z.boolean().optional().meta({ description: 'false: a bound on the work was hit, and more or smaller repairs may exist' }),
});

interface Grouped {
  readonly groups?: readonly z.output<typeof group>[] | undefined;
  readonly steps: readonly z.output<typeof step>[];
}

/** What makes the groups of a plan readable; whether a step is right is for the checker to say. */
function checkGroups({ groups = [], steps }: Grouped, { addIssue }: z.RefinementCtx): void {
  const blame = (path: (string | number)[], message: string) => addIssue({ code: 'custom', path, message });
  const known = new Set<string>();
  for (const [index, { id, members }] of groups.entries()) {
    if (known.has(id)) blame(['groups', index, 'id'], 'ids of groups are distinct');
    known.add(id);
    const unordered = members.findIndex((member, position) => position > 0 && compareTexts(members[position - 1]!, member) >= 0);
    if (unordered >= 0) blame(['groups', index, 'members', unordered], 'members are distinct and in text order');
  }
  for (const [index, { subjects, groups: named = [] }] of steps.entries()) {
    if (subjects.length === 0 && named.length === 0) blame(['steps', index, 'subjects'], 'a step has a subject or a group');
    named.forEach((id, position) => known.has(id) || blame(['steps', index, 'groups', position], 'no group of the plan has this id'));
  }
}

export const planSpec = z
  .strictObject({
    outcome: z.enum(['planned', 'nothing-to-do', 'infeasible', 'invalid-start']),
    inputs: z.strictObject({ matrix: digest, fleet: digest, goal: digest, planner: name }),
    objective,
    optimal: z.boolean(),
    lowerBound: objective.optional().meta({ description: 'given when optimal is false' }),
    latest: z
      .array(z.strictObject({ target: z.int().min(0), nsxManager: name, version: versionText }))
      .default([])
      .meta({
        description:
          'what each `latest` target was decided to be, per upgrade domain: every selected instance reaches at least this release',
      }),
    groups: z
      .array(group)
      .min(1)
      .optional()
      .meta({ description: 'many nodes that take part in the very same steps, named once and not in each of them' }),
    steps: z.array(step),
    exposures: z.array(exposure),
    evidenceFloor: evidence.nullable().meta({ description: 'the weakest evidence that a premise leans on' }),
    weakest: z.array(name).default([]).meta({ description: 'the statements of that evidence that premises name, in text order' }),
    waived: z
      .array(name)
      .default([])
      .meta({ description: 'the statements that premises name and that pass thanks to a waiver of the goal alone, in text order' }),
    explanation: explanation.nullable(),
  })
  .superRefine(checkGroups);

export const upgradePlan = documentOf('UpgradePlan', { digest: digest.optional() }, planSpec).meta({ id: 'UpgradePlan' });

export type UpgradePlan = z.output<typeof upgradePlan>;
export type PlanSpec = z.output<typeof planSpec>;
export type PlanStep = PlanSpec['steps'][number];
export type PlanGroup = z.output<typeof group>;
export type Premise = z.output<typeof premise>;
export type Exposure = z.output<typeof exposure>;
export type Objective = z.output<typeof objective>;
export type Explanation = NonNullable<PlanSpec['explanation']>;
export type Blocker = Explanation['blockers'][number];
export type Obstacle = z.output<typeof obstacle>;
export type Change = z.output<typeof change>;
export type Relaxation = z.output<typeof relaxation>;
export type Furthest = z.output<typeof furthest>;
export type DeadEnd = z.output<typeof deadEnd>;
export type HopReason = (typeof HOP_REASONS)[number];
