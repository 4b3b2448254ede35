import type { SourceConnector } from '@lockstep/fleet';
import type { Settings } from '@lockstep/platform';

/** Every kind of system that can be scanned. */
export function connectorsOf(_settings: Settings): readonly SourceConnector[] {
  return [];
}
