import { type ChangeConnector, changeSystemDecider, PostgresRegisterRecord, Register } from '@lockstep/approvals';
import { jiraConnector } from '@lockstep/connectors/jira';
import { serviceNowConnector } from '@lockstep/connectors/servicenow';
import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { ConnectorSecrets, DataSource, readSecretKeys, type Settings, SETTINGS } from '@lockstep/platform';
import { assembleChangeRecords, JudgeFreshness, ReadPlans } from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { PlansModule } from '../plans/plans.module.js';
import { ChangeRecordsController } from './change-records.controller.js';
import { ChangeSystemsController } from './change-systems.controller.js';
import { CHANGE_CONNECTORS, CHANGE_RECORDS, CHANGE_SYSTEMS } from './tokens.js';

const now = () => new Date().toISOString();
const createConnectors = (): ReadonlyMap<string, ChangeConnector> =>
  new Map<string, ChangeConnector>(
    [serviceNowConnector({ allowedNetworks: [] }), jiraConnector({ allowedNetworks: [] })].map((connector) => [
      connector.system,
      connector,
    ]),
  );

/** Change records of plans, and the systems in which they are kept. */
@Module({
  imports: [PlansModule],
  controllers: [ChangeSystemsController, ChangeRecordsController],
  providers: [
    { provide: CHANGE_CONNECTORS, useFactory: createConnectors },
    {
      provide: CHANGE_SYSTEMS,
      useFactory: (source: DataSource) => new Register(PostgresRegisterRecord.changeSystems(source), changeSystemDecider),
      inject: [DataSource],
    },
    {
      provide: CHANGE_RECORDS,
      useFactory: (source: DataSource, projections: ProjectionRunner, plans: ReadPlans, freshness: JudgeFreshness) =>
        assembleChangeRecords({ source, projections, plans, freshness, now }),
      inject: [DataSource, ProjectionRunner, ReadPlans, JudgeFreshness],
    },
    {
      provide: ConnectorSecrets,
      useFactory: async (source: DataSource, { secretKey }: Settings) =>
        new ConnectorSecrets(source, secretKey === undefined ? undefined : await readSecretKeys(secretKey)),
      inject: [DataSource, SETTINGS],
    },
  ],
})
export class ChangesModule {}
