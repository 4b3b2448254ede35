import type { Matrix } from '@lockstep/matrix/domain';
import type { WorldRelease } from '../world/releases.js';

/** The releases of a matrix with what they carry, for a world in which they can be had. */
export const releasesOf = (matrix: Matrix): WorldRelease[] =>
  [...matrix.components.keys()].flatMap((component) =>
    matrix.releases(component).map(({ version, bundle }) => ({
      component,
      version: version.text,
      bundle: Object.fromEntries([...bundle].map(([rider, carried]) => [rider, carried.text])),
    })),
  );
