import { PostgresApprovalRecord, PostgresChangeRecords, PostgresRegisterRecord } from '@lockstep/approvals';
import { PostgresScheduleRecord } from '@lockstep/fleet';
import { PostgresMatrixRecord, PostgresProposalRecord } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import { PostgresPlanRecord } from '@lockstep/plans';
import { PostgresWebhookRecord } from '@lockstep/webhooks';
import { Controller, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { rebuiltList } from './operations.dto.js';

/** Every list that is written with the events of its streams. Timetables, sign-off policies and sign-offs themselves are read from their streams. */
const REBUILDS: Readonly<Record<string, (source: DataSource) => Promise<number>>> = {
  plans: (source) => new PostgresPlanRecord(source).rebuildList(),
  matrix: (source) => new PostgresMatrixRecord(source).rebuild(),
  proposals: (source) => new PostgresProposalRecord(source).rebuildList(),
  approvals: (source) => new PostgresApprovalRecord(source).rebuildList(),
  freezes: (source) => PostgresRegisterRecord.freezes(source).rebuildList(),
  owners: (source) => PostgresRegisterRecord.owners(source).rebuildList(),
  'change-systems': (source) => PostgresRegisterRecord.changeSystems(source).rebuildList(),
  'change-records': (source) => new PostgresChangeRecords(source).rebuildList(),
  'scan-schedules': (source) => new PostgresScheduleRecord(source).rebuildList(),
  webhooks: (source) => PostgresWebhookRecord.rebuildList(source),
};

const listName = z.enum(Object.keys(REBUILDS));

/** Rows that are written in the transaction of their event: they have no checkpoint, and are made anew in one transaction. */
@Controller('v1/operations/lists')
export class ListsController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Post(':name/rebuild')
  @Operation({
    summary: 'Rebuild a list that is written with its events',
    description: 'From the record, before the answer. Who reads meanwhile sees the old list; who writes waits.',
    tag: 'operations',
    roles: ['operator'],
    response: rebuiltList,
    responseDescription: 'It was made anew',
  })
  async rebuildList(@Param('name', { schema: listName }) name: z.output<typeof listName>): Promise<z.output<typeof rebuiltList>> {
    return { name, rows: await REBUILDS[name]!(this.source) };
  }
}
