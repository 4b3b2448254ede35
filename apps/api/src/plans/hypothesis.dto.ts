import { compatibilityMatrix, componentId, digest, name, versionText } from '@lockstep/documents';
import { z } from 'zod';

const { statements, releases, hops } = compatibilityMatrix.shape.spec.shape;

const assumed = {
  statements: statements.meta({ description: 'as in a matrix document; with `removed: true` one of the matrix is taken away' }),
  releases: releases.meta({ description: 'as in a matrix document; one that the matrix has is extended' }),
  hops: hops.meta({ description: 'as in a matrix document; with `removed: true` one of the matrix is taken away' }),
  versions: z
    .array(z.strictObject({ node: name, component: componentId, version: versionText }))
    .default([])
    .meta({ description: 'what nodes are assumed to run; `unknown`: out of sight' }),
};

export const assumptions = z.strictObject(assumed).meta({
  id: 'Assumptions',
  description: 'Facts that nobody has stated, laid over the matrix and the fleet. Together they must alter something.',
});

export const hypothesis = z
  .object({
    ...z.object(assumed).shape,
    over: z
      .object({ matrix: digest, fleet: digest })
      .meta({ description: 'the published revision and the observed fleet it is assumed over' }),
  })
  .nullable()
  .meta({ description: 'null for a plan over what is stated and observed' });
