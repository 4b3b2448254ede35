import { DecideProposal, MatrixRevisions, PostgresProposalRecord, ReadProposals } from '@lockstep/matrix';
import { DataSource } from '@lockstep/platform';
import { Module } from '@nestjs/common';
import { ProposalsController } from './proposals.controller.js';

@Module({
  controllers: [ProposalsController],
  providers: [
    { provide: PostgresProposalRecord, useFactory: (source: DataSource) => new PostgresProposalRecord(source), inject: [DataSource] },
    {
      provide: ReadProposals,
      useFactory: (record: PostgresProposalRecord, revisions: MatrixRevisions) => new ReadProposals(record, revisions),
      inject: [PostgresProposalRecord, MatrixRevisions],
    },
    {
      provide: DecideProposal,
      useFactory: (record: PostgresProposalRecord, revisions: MatrixRevisions) => new DecideProposal(record, revisions),
      inject: [PostgresProposalRecord, MatrixRevisions],
    },
  ],
})
export class ProposalsModule {}
