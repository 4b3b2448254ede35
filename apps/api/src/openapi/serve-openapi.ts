import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { createOpenApi } from './create-openapi.js';

/** `/openapi.json` and `/docs`, open to everybody. Made when first asked for: nobody waits for it at start. */
export function serveOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= createOpenApi(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Lockstep API',
    swaggerOptions: { persistAuthorization: true },
  });
}
