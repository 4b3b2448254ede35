import { subjectsOf, type UpgradePlan } from '@lockstep/documents';

/** The steps of a plan as lines that a test can state: `vkr v1.33.1 → v1.34.1 +antrea 2.4.0 at c1, c2`. */
export const outline = ({ spec }: UpgradePlan): string[] =>
  spec.steps.map((step) => {
    const [hop, ...carried] = step.moves;
    const riders = carried.map(({ component, to }) => ` +${component} ${to}`).join('');
    return `${hop!.component} ${hop!.from} → ${hop!.to}${riders} at ${subjectsOf(spec, step).join(', ')}`;
  });
