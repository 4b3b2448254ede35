import type { AddressInfo } from 'node:net';
import { type AdminTokenOutcome, ApiTokens, createHttpApplication, type PlatformOptions } from '@lockstep/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './api.module.js';
import { serveOpenApi } from './openapi/serve-openapi.js';

export interface StartedApi {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** A token that was created now is in here and nowhere else. */
  readonly adminToken: AdminTokenOutcome;
}

/** The API without a socket: for tests, and before listening. */
export async function createApi(options: PlatformOptions): Promise<NestFastifyApplication> {
  const app = await createHttpApplication(ApiModule, options);
  serveOpenApi(app);
  return app;
}

export async function startApi(options: PlatformOptions): Promise<StartedApi> {
  const app = await createApi(options);
  const adminToken = await app.get(ApiTokens).ensureAdminToken();
  await app.listen(options.settings.port, options.settings.host);
  return { app, url: urlOf(app.getHttpServer().address() as AddressInfo), adminToken };
}

const urlOf = ({ address, family, port }: AddressInfo): string => {
  const host = address === '::' || address === '0.0.0.0' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
};
