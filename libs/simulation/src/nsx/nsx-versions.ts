import { drawsFor } from '../world/draws.js';
import { isAtLeastMinor } from '../world/releases.js';

/**
 * As NSX writes it, with a build that is made up: `4.2.3.3.0.25171318`, `9.0.2.0.25150386`. Before 9 there is one field more.
 * @param nudge digits by which the build of a node differs from that of its product
 */
export function longVersion(version: string, nudge = 0): string {
  const build = 24_000_000 + drawsFor(0, `build ${version}`).int(1_900_000) + nudge;
  return isAtLeastMinor('nsx', version, 9, 0) ? `${version}.${build}` : `${version}.0.${build}`;
}
