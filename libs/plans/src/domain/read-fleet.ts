import { type FleetSnapshot, readDocuments, readFleetBytesInTurns, renderProblem } from '@lockstep/documents';

/** A fleet from the JSON that was kept of it. Read as bytes, so that a large one has its digest at the cost of reading it. */
export function readFleet(text: string): FleetSnapshot {
  const { documents, problems } = readDocuments([{ file: 'fleet', pieces: [new TextEncoder().encode(text)] }]);
  const [fleet] = documents.FleetSnapshot;
  if (problems.length > 0 || !fleet) throw new Error(`fleet; a kept text is a fleet; found ${problems.map(renderProblem).join('; ')}`);
  return fleet.document;
}

/** The same with pauses, so that whoever has others to serve can do so in between. */
export function* readFleetInTurns(text: string): Generator<void, FleetSnapshot> {
  const fleet = yield* readFleetBytesInTurns({ file: 'fleet', pieces: [new TextEncoder().encode(text)] });
  return fleet?.document ?? readFleet(text);
}
