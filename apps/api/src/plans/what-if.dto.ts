import { z } from 'zod';
import { assumptions } from './hypothesis.dto.js';
import { newPlan } from './plans.dto.js';

export const newWhatIf = z.strictObject({ ...newPlan.shape, hypothetical: assumptions }).meta({ id: 'NewWhatIf' });
