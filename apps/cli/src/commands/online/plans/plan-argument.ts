import type { Answer, components, LockstepClient } from '@lockstep/api-client';
import type { Command } from 'commander';
import { InputError } from '../../../input-error.js';
import { onlineCommand } from '../../../online/online-command.js';

export type Plan = components['schemas']['Plan'];

export const ofPlan = (name: string, description: string, example: string, outputs?: readonly string[]): Command =>
  onlineCommand(name, description, example, outputs).argument('<plan>', 'id of the plan');

export interface DigestOption {
  readonly digest?: string;
}

/** Of what was looked at. A plan keeps its digest from the moment it is computed. */
export const addDigestOption = (command: Command): Command =>
  command.option('--digest <digest>', 'refused unless the plan has this digest; left out: whatever it has');

/** Throws `InputError` for a plan without a digest, or with another one than was looked at. */
export async function getComputed(
  client: LockstepClient,
  id: string,
  { digest }: DigestOption,
): Promise<Answer<Plan> & { readonly digest: string }> {
  const answer = await client.GET('/v1/plans/{id}', { params: { path: { id } } });
  const { data } = answer;
  if (data.digest === null) throw new InputError([`plan ${id}; digest; the plan must be computed; found it ${data.status}`]);
  if (digest !== undefined && digest !== data.digest)
    throw new InputError([`plan ${id}; --digest; must be the plan that was looked at, ${digest}; found ${data.digest}`]);
  return { ...answer, digest: data.digest };
}
