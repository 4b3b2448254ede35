import { Global, Module } from '@nestjs/common';
import type { EventStore } from '@lockstep/event-store';
import { RecordSignal } from '@lockstep/event-store/postgres';
import { EVENT_STORE, LOGGER, type Logger } from '@lockstep/platform';
import { OpenStreams } from './open-streams.js';
import { RecordTail } from './record-tail.js';
import { Sse } from './sse.js';

/** What every route shares that streams: one tail of the record, one count of open streams. */
@Global()
@Module({
  providers: [
    { provide: OpenStreams, useFactory: () => new OpenStreams() },
    { provide: Sse, useFactory: (streams: OpenStreams, logger: Logger) => new Sse(streams, logger), inject: [OpenStreams, LOGGER] },
    {
      provide: RecordTail,
      useFactory: (store: EventStore, signal: RecordSignal) => new RecordTail(store, signal, { keeps: isSmall }),
      inject: [EVENT_STORE, RecordSignal],
    },
  ],
  exports: [OpenStreams, Sse, RecordTail],
})
export class StreamsModule {}

/** A matrix can be ten megabytes: those who care read it by its digest. */
const isSmall = ({ stream }: { readonly stream: string }): boolean => stream !== 'matrix';
