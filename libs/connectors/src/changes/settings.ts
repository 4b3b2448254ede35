import { caBundleProblem } from '@lockstep/platform/outbound';
import { z } from 'zod';

const PHASES = ['draft', 'awaiting-approval', 'approved', 'changing', 'review', 'closed', 'cancelled'] as const;
export type MappedPhase = (typeof PHASES)[number];

export const serverUrl = z
  .url({ protocol: /^https?$/, error: 'an address such as https://example.service-now.com' })
  .refine((text) => !/^[^/]*\/\/[^/]*@/.test(text), 'an address without a user')
  .refine((text) => !/[?#]/.test(text), 'an address without a query');

export const tlsSettings = {
  caBundle: z
    .string()
    .max(1_000_000)
    .superRefine((pem, context) => {
      const problem = caBundleProblem(pem);
      if (problem !== null) context.addIssue({ code: 'custom', message: `the bundle ${problem}` });
    })
    .optional()
    .meta({ description: 'certificates of authorities to trust beside those of the system, PEM' }),
  tls: z.enum(['verified', 'not-verified']).default('verified').meta({ description: '`not-verified` takes any certificate' }),
};

export type PhaseStates = Partial<Record<MappedPhase, string[]>>;

/** Which states stand for which phase; the first of a phase is the one to move to. A state in none is `unknown`. */
export const stateNames = z.array(z.string().trim().min(1).max(100)).min(1).max(20);
export const phaseStates = z.partialRecord(z.enum(PHASES), stateNames).superRefine((states, context) => assertApart(states, context));

/** A state says one thing. */
export function assertApart(states: PhaseStates, context: z.RefinementCtx): void {
  const all = Object.values(states).flat();
  const twice = all.find((state, index) => all.indexOf(state) !== index);
  if (twice !== undefined)
    context.addIssue({ code: 'custom', message: `each state in one phase only; found ${JSON.stringify(twice)} twice` });
}

/** Undefined: no phase is said to be it. */
export function phaseOf(states: PhaseStates, matches: (state: string) => boolean): MappedPhase | undefined {
  return PHASES.find((phase) => states[phase]?.some(matches));
}

/** The phases between which a record can only go on, and none is left out. */
export const WORK: readonly MappedPhase[] = ['approved', 'changing', 'review', 'closed'];
