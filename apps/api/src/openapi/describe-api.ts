import { type DynamicModule, type InjectionToken } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject } from '@nestjs/swagger';
import { PostgresEventStore } from '@lockstep/event-store/postgres';
import { DataSource, EVENT_STORE, HttpPlatformModule, JOB_QUEUES, LOGGER, readSettings, SETTINGS } from '@lockstep/platform';
import { ApiModule } from '../api.module.js';
import { createOpenApi } from './create-openapi.js';

/** The description without a database, a queue or a socket: nothing of the application is instantiated. */
export async function describeApi(): Promise<OpenAPIObject> {
  const reading = readSettings({});
  if (reading.outcome === 'invalid') throw new Error(`settings; defaults; must be valid; found ${reading.problems.join(', ')}`);
  const root = {
    module: class DescribedModule {},
    imports: [
      absent(DataSource, EVENT_STORE, PostgresEventStore, JOB_QUEUES, LOGGER, SETTINGS),
      HttpPlatformModule.forRoot(reading.settings),
      ApiModule,
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return createOpenApi(app);
}

/** What the platform would provide; named so that the wiring can be checked, and never used. */
const absent = (...tokens: readonly InjectionToken[]): DynamicModule => ({
  module: class AbsentPlatformModule {},
  global: true,
  providers: tokens.map((provide) => ({ provide, useValue: {} })),
  exports: [...tokens],
});
