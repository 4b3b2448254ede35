import { Controller, Inject, Param, Post } from '@nestjs/common';
import { PostgresMatrixRecord } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import { PostgresPlanRecord } from '@lockstep/plans';
import { z } from 'zod';
import { Operation } from '../openapi/operation.decorator.js';
import { rebuiltList } from './operations.dto.js';

const listName = z.enum(['plans', 'matrix']);

/** Rows that are written in the transaction of their event: they have no checkpoint, and are made anew in one transaction. */
@Controller('v1/operations/lists')
export class ListsController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Post(':name/rebuild')
  @Operation({
    summary: 'Rebuild the list of plans or of matrix revisions',
    description: 'From the record, before the answer. Who reads meanwhile sees the old list; who writes waits.',
    tag: 'operations',
    roles: ['operator'],
    response: rebuiltList,
    responseDescription: 'It was made anew',
  })
  async rebuildList(@Param('name', { schema: listName }) name: z.output<typeof listName>): Promise<z.output<typeof rebuiltList>> {
    const rows =
      name === 'plans' ? await new PostgresPlanRecord(this.source).rebuildList() : await new PostgresMatrixRecord(this.source).rebuild();
    return { name, rows };
  }
}
