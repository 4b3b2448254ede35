import { ProjectionRunner } from '@lockstep/event-store/postgres';
import { DataSource } from '@lockstep/platform';
import { assembleExecutions, ReadExecution, StepGate, TrackExecution } from '@lockstep/plans';
import { Module } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { PlansModule } from '../plans/plans.module.js';
import { ExecutionController } from './execution.controller.js';

@Module({
  imports: [PlansModule, GateModule],
  controllers: [ExecutionController],
  providers: [
    {
      provide: ReadExecution,
      useFactory: (source: DataSource, projections: ProjectionRunner) => assembleExecutions({ source, projections }).reading,
      inject: [DataSource, ProjectionRunner],
    },
    {
      provide: TrackExecution,
      useFactory: (source: DataSource, projections: ProjectionRunner, gate: StepGate) =>
        assembleExecutions({ source, projections }).tracking(gate),
      inject: [DataSource, ProjectionRunner, StepGate],
    },
  ],
  exports: [ReadExecution],
})
export class ExecutionModule {}
