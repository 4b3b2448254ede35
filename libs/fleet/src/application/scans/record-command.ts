import { type CommandContext, type Decider, type EventStore, handleCommand } from '@lockstep/event-store';
import { type ScanCommand, scanDecider, type ScanEvent, type ScanRefusal, type ScanState, scanStream } from '../../domain/index.js';
import {
  type SourceCommand,
  sourceDecider,
  type SourceEvent,
  type SourceRefusal,
  type SourceState,
  sourceStream,
} from '../../domain/index.js';
import { scanEventTypes } from './scan-event-types.js';

const sources: Decider<SourceCommand, SourceEvent, SourceState, SourceRefusal> = sourceDecider;
const scans: Decider<ScanCommand, ScanEvent, ScanState, ScanRefusal> = scanDecider;

export const commandSource = (events: EventStore, id: string, command: SourceCommand, context: CommandContext) =>
  handleCommand(events, sources, sourceStream(id), command, context);

export const commandScan = (events: EventStore, id: string, command: ScanCommand, context: CommandContext) =>
  handleCommand(events, scans, scanStream(id), command, context);

/** What the stream of a scan comes to. */
export async function readScanState(events: EventStore, id: string): Promise<ScanState> {
  const history = scanEventTypes.read(await events.readStream(scanStream(id)));
  return history.reduce((state, event) => scanDecider.evolve(state, event as unknown as ScanEvent), scanDecider.initialState);
}
