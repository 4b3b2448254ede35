import { randomUUID } from 'node:crypto';
import { ConnectorSecrets, DataSource, readSecretKeys, type Settings, SETTINGS } from '@lockstep/platform';
import {
  freshSigningSecret,
  KeptSigningSecrets,
  PostgresDeliveries,
  PostgresWebhookFollowing,
  PostgresWebhookRecord,
  Webhooks,
} from '@lockstep/webhooks';
import { Module } from '@nestjs/common';
import { DeliveriesController } from './deliveries.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** Who is told what, and how that came out. The worker does the telling. */
@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    {
      provide: KeptSigningSecrets,
      useFactory: async (source: DataSource, { secretKey }: Settings) =>
        new KeptSigningSecrets(new ConnectorSecrets(source, secretKey === undefined ? undefined : await readSecretKeys(secretKey))),
      inject: [DataSource, SETTINGS],
    },
    { provide: PostgresDeliveries, useFactory: (source: DataSource) => new PostgresDeliveries(source), inject: [DataSource] },
    {
      provide: Webhooks,
      useFactory: (source: DataSource, secrets: KeptSigningSecrets, deliveries: PostgresDeliveries) =>
        new Webhooks(new PostgresWebhookRecord(source, secrets), new PostgresWebhookFollowing(source), deliveries, {
          now: () => new Date().toISOString(),
          freshSecret: freshSigningSecret,
          freshId: randomUUID,
        }),
      inject: [DataSource, KeptSigningSecrets, PostgresDeliveries],
    },
  ],
})
export class WebhooksModule {}
