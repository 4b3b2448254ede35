import { z } from 'zod';
import { componentId, day, documentOf, evidence, labels, name, rangeText } from './shared-fields.js';

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

export const policy = z.strictObject({
  evidence: evidence.default('operator').meta({ description: 'floor; statements below it are ignored' }),
  acceptUntested: z.boolean().default(false),
  mixedWindow: z.enum(['comoved', 'strict']).default('comoved').meta({
    description: 'comoved: cross pairings of instances that move together must not be rejected; strict: they must be inside the window',
  }),
});

export const upgradeGoal = documentOf(
  'UpgradeGoal',
  {},
  z.strictObject({
    targets: z.array(z.strictObject({ component: componentId, version: rangeText, select: select.optional() })).default([]),
    hold: z.array(z.strictObject({ component: componentId, select: select.optional() })).default([]),
    supportedUntil: day.optional(),
    policy: policy.prefault({}),
  }),
).meta({ id: 'UpgradeGoal' });

export type UpgradeGoal = z.output<typeof upgradeGoal>;
export type GoalSpec = UpgradeGoal['spec'];
export type Selector = z.output<typeof select>;
export type Policy = z.output<typeof policy>;
