import type { z } from 'zod';
import { compatibilityMatrix, type CompatibilityMatrix } from './compatibility-matrix.js';
import { fleetSnapshot, type FleetSnapshot } from './fleet-snapshot.js';
import { upgradeGoal, type UpgradeGoal } from './upgrade-goal.js';
import { upgradePlan, type UpgradePlan } from './upgrade-plan.js';

export const KINDS = ['CompatibilityMatrix', 'FleetSnapshot', 'UpgradeGoal', 'UpgradePlan'] as const;
export type Kind = (typeof KINDS)[number];

export interface DocumentOfKind {
  CompatibilityMatrix: CompatibilityMatrix;
  FleetSnapshot: FleetSnapshot;
  UpgradeGoal: UpgradeGoal;
  UpgradePlan: UpgradePlan;
}

export const schemas: { readonly [K in Kind]: z.ZodType<DocumentOfKind[K]> } = {
  CompatibilityMatrix: compatibilityMatrix,
  FleetSnapshot: fleetSnapshot,
  UpgradeGoal: upgradeGoal,
  UpgradePlan: upgradePlan,
};
