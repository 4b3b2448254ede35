import { z } from 'zod';
import { componentId, day, documentOf, evidence, labels, name, note, rangeText } from './shared-fields.js';

/** The target text for "the highest release a safe plan reaches". */
export const LATEST = 'latest';

const select = z
  .strictObject({
    ids: z.array(name).min(1).optional(),
    labels: labels.optional(),
    nsxManagers: z.array(name).min(1).optional(),
    supervisors: z.array(name).min(1).optional(),
    projects: z.array(name).min(1).optional(),
  })
  .meta({ description: 'all given must match' });

const waiver = z.strictObject({
  statement: name.meta({ description: 'a statement of the matrix' }),
  reason: note.regex(/\S/, 'says why the risk is accepted'),
  by: name.meta({ description: 'who accepts it' }),
  expires: day.meta({ description: 'the last day on which it counts, judged on the day of the snapshot' }),
});

export const policy = z.strictObject({
  evidence: evidence.default('operator').meta({ description: 'floor; statements below it are ignored, unless they are waived' }),
  acceptUntested: z.boolean().default(false),
  mixedWindow: z.enum(['comoved', 'strict']).default('comoved').meta({
    description: 'comoved: cross pairings of instances that move together must not be rejected; strict: they must be inside the window',
  }),
  waivers: z.array(waiver).default([]).meta({
    description:
      'accepted one by one: each statement counts as if its evidence reached the floor and untested were accepted. A waiver lifts no rejection and revives no statement that has expired',
  }),
});

export const upgradeGoal = documentOf(
  'UpgradeGoal',
  {},
  z.strictObject({
    targets: z
      .array(
        z.strictObject({
          component: componentId,
          version: rangeText.meta({
            description: 'a range, or `latest`: the highest release that a safe plan reaches, decided in the order of the list',
          }),
          select: select.optional(),
        }),
      )
      .default([]),
    hold: z.array(z.strictObject({ component: componentId, select: select.optional() })).default([]),
    supportedUntil: day.optional().meta({
      description:
        'in the final state nothing may be out of support before this day; a release without a day counts as unsupported where the matrix knows the day of another release of the component',
    }),
    policy: policy.prefault({}),
  }),
).meta({ id: 'UpgradeGoal' });

export type UpgradeGoal = z.output<typeof upgradeGoal>;
export type GoalSpec = UpgradeGoal['spec'];
export type Selector = z.output<typeof select>;
export type Policy = z.output<typeof policy>;
