import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AccessGuard, ApiTokens } from '../auth/index.js';
import type { Settings } from '../config/index.js';
import { IdempotencyInterceptor, ProbesController, ProcessLock, RateLimiter, Readiness } from '../http/index.js';
import { ProblemFilter, ValidationPipe } from '../problem/index.js';

/** What an HTTP application adds to `PlatformModule`: closed routes, validation, problem documents, idempotency, probes. */
@Module({})
export class HttpPlatformModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: HttpPlatformModule,
      global: true,
      controllers: [ProbesController],
      providers: [
        Readiness,
        { provide: RateLimiter, useValue: new RateLimiter(settings.rateLimit) },
        { provide: ApiTokens, useFactory: (source: DataSource) => new ApiTokens(source, settings.adminToken), inject: [DataSource] },
        {
          provide: ProcessLock,
          useFactory: ({ options }: DataSource) => new ProcessLock((options as { readonly url: string }).url),
          inject: [DataSource],
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useClass: ValidationPipe },
      ],
      exports: [ApiTokens, Readiness],
    };
  }
}
