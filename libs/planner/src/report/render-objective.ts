import type { Objective } from '@lockstep/documents';

export const renderObjective = ({ sharedHops, clusterRollouts, addonHops }: Objective): string =>
  `${plural(sharedHops, 'shared hop')}, ${plural(clusterRollouts, 'cluster rollout')}, ${plural(addonHops, 'add-on hop')}`;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
