import type { FleetSnapshot } from '@lockstep/documents';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { type AlteredInput, assume, type Hypothesis } from '../domain/index.js';

/** Throws where `assume` refuses: what was refused would not have been frozen. */
export function assumeAgain(revision: MatrixRevision, fleet: FleetSnapshot, { assumed }: Hypothesis): AlteredInput {
  const altered = assume(revision, fleet, assumed);
  if (Array.isArray(altered))
    throw new Error(
      `plan; assumptions; what was frozen with a request can be assumed again; found ${altered[0]!.pointer}: ${altered[0]!.detail}`,
    );
  return altered;
}
