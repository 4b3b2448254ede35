import { name } from '@lockstep/documents';
import { z } from 'zod';
import { freezeScope } from '../freezes/freezes.dto.js';
import { pageOf, pageQuery } from '../http/page.js';
import { registerId } from '../registers/register-answer.js';
import { sentence } from '../signoffs/signoffs.dto.js';

const owner = z.strictObject({ name, contact: name.meta({ description: 'how to reach him or her' }) });

const content = {
  scope: z
    .strictObject({ ...freezeScope.shape, clusters: z.array(name).min(1).max(10_000).optional() })
    .refine((scope) => Object.values(scope).some((value) => value !== undefined), 'names something')
    .meta({ description: 'the clusters that are owned; all given must match' }),
  podTraffic: owner.meta({ description: 'watches pod traffic, of which NSX sees nothing there' }),
  nsx: owner.meta({ description: 'watches NSX beneath' }),
};

const areTwo = ({ podTraffic, nsx }: { podTraffic: { name: string }; nsx: { name: string } }) =>
  podTraffic.name.trim().toLowerCase() !== nsx.name.trim().toLowerCase();

export const newOwners = z
  .strictObject({ id: registerId, ...content })
  .refine(areTwo, 'two different people')
  .meta({ id: 'NewOwners' });
export const changedOwners = z.strictObject(content).refine(areTwo, 'two different people').meta({ id: 'ChangedOwners' });
export const ownersQuery = z.strictObject(pageQuery);
export const removalQuery = z.strictObject({ reason: sentence });
export const owners = z.object({ id: z.string(), ...content, changedAt: z.string().meta({ format: 'date-time' }) }).meta({ id: 'Owners' });
export const ownersPage = pageOf(owners, 'OwnersPage');
