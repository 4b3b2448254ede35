import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpAdapter } from '../http/index.js';
import { NestLogger } from '../logging/index.js';
import { HttpPlatformModule } from './http-platform.module.js';
import { type PlatformOptions, PlatformModule } from './platform.module.js';

type NestModule = Parameters<typeof NestFactory.create>[0];

/** The Nest application of an HTTP process, initialised and not yet listening: `features` on top of the platform. */
export async function createHttpApplication(features: NestModule, options: PlatformOptions): Promise<NestFastifyApplication> {
  const root = {
    module: class HttpRootModule {},
    imports: [PlatformModule.forRoot(options), HttpPlatformModule.forRoot(options.settings), features as never],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, createHttpAdapter(options.settings, options.logger), {
    bodyParser: false,
    logger: new NestLogger(options.logger),
    abortOnError: false,
  });
  await app.init();
  return app;
}
