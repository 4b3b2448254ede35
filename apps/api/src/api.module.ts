import { Module } from '@nestjs/common';
import { AccessController } from './access/access.controller.js';
import { CompatibilityController } from './compatibility/compatibility.controller.js';
import { FleetController } from './fleet/fleet.controller.js';
import { InventoryController } from './fleet/inventory.controller.js';
import { MatrixController } from './matrix/matrix.controller.js';
import { RevisionsController } from './matrix/revisions.controller.js';
import { PlansModule } from './plans/plans.module.js';
import { ServicesModule } from './wiring/services.module.js';

@Module({
  imports: [ServicesModule, PlansModule],
  controllers: [AccessController, MatrixController, RevisionsController, InventoryController, FleetController, CompatibilityController],
})
export class ApiModule {}
