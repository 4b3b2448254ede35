import { Module } from '@nestjs/common';
import type { EventStore } from '@lockstep/event-store';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { IngestEvents } from '@lockstep/fleet';
import { MatrixRevisions } from '@lockstep/matrix';
import { DataSource, EVENT_STORE, LOGGER, type Logger } from '@lockstep/platform';
import { OpenStreams } from '../http/open-streams.js';
import { FleetRows } from './fleet-rows.js';
import { IngestController } from './ingest.controller.js';
import { InventoryEventsController } from './inventory-events.controller.js';
import { LineIngest } from './line-ingest.js';
import { versionRuleOf } from '@lockstep/plans';

@Module({
  controllers: [IngestController, InventoryEventsController],
  providers: [
    {
      provide: IngestEvents,
      useFactory: (store: EventStore, revisions: MatrixRevisions) =>
        new IngestEvents(store, () => new Date().toISOString(), versionRuleOf(revisions)),
      inject: [EVENT_STORE, MatrixRevisions],
    },
    {
      provide: LineIngest,
      useFactory: (ingest: IngestEvents, rows: FleetRows, streams: OpenStreams, logger: Logger) =>
        new LineIngest(ingest, rows, streams, logger),
      inject: [IngestEvents, FleetRows, OpenStreams, LOGGER],
    },
    {
      provide: FleetRows,
      useFactory: (runner: ProjectionRunner, source: DataSource) => new FleetRows(runner, source),
      inject: [ProjectionRunner, DataSource],
    },
  ],
})
export class InventoryEventsModule {}
