import { compatibilityMatrix, digest } from '@lockstep/documents';
import { z } from 'zod';
import { pageQuery } from '../http/page.js';

export const statementsQuery = z.strictObject({
  ...pageQuery,
  matrix: digest.optional().meta({ description: 'a revision; absent: the current one' }),
});

export const statement = compatibilityMatrix.shape.spec.shape.statements.unwrap().element;
