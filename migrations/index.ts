import { CreateEventStore1763856000000 } from './1763856000000-create-event-store.js';
import { CreateAccess1763856060000 } from './1763856060000-create-access.js';
import { CreateMatrix1763856100000 } from './1763856100000-create-matrix.js';
import { CreateFleet1763856200000 } from './1763856200000-create-fleet.js';
import { CreatePlans1763859600000 } from './1763859600000-create-plans.js';
import { MarkHypotheticalPlans1763863200000 } from './1763863200000-mark-hypothetical-plans.js';
import { GrowEventStore1764000000000 } from './1764000000000-grow-event-store.js';
import { CreateProjections1764000100000 } from './1764000100000-create-projections.js';
import { ProjectFleet1764000200000 } from './1764000200000-project-fleet.js';
import { CreateSeals1764000300000 } from './1764000300000-create-seals.js';
import { CreateFindings1764000400000 } from './1764000400000-create-findings.js';
import { ObserveSignals1764000500000 } from './1764000500000-observe-signals.js';
import { CreateScans1764000600000 } from './1764000600000-create-scans.js';
import { CreateConnectorSecrets1764000700000 } from './1764000700000-create-connector-secrets.js';
import { CreateScanSchedules1764000710000 } from './1764000710000-create-scan-schedules.js';
import { CreateProposals1764000800000 } from './1764000800000-create-proposals.js';
import { FollowPremises1764000900000 } from './1764000900000-follow-premises.js';
import { CreateApprovals1764001000000 } from './1764001000000-create-approvals.js';
import { CreateExecutions1764001100000 } from './1764001100000-create-executions.js';
import { TellStagesOfPlans1764001300000 } from './1764001300000-tell-stages-of-plans.js';
import { ReportFindings1764001310000 } from './1764001310000-report-findings.js';
import { CreateWebhooks1764001400000 } from './1764001400000-create-webhooks.js';
import { AgeDeliveries1764001590000 } from './1764001590000-age-deliveries.js';
import { CreateChangeRecords1764001500000 } from './1764001500000-create-change-records.js';
import { HoldRequests1764001610000 } from './1764001610000-hold-requests.js';
import { MarkMakingOfChangeRecords1764001640000 } from './1764001640000-mark-making-of-change-records.js';

/** Every migration, oldest first; each new one is added at the end and none is ever edited. */
export const migrations = [
  CreateEventStore1763856000000,
  CreateAccess1763856060000,
  CreateMatrix1763856100000,
  CreateFleet1763856200000,
  CreatePlans1763859600000,
  MarkHypotheticalPlans1763863200000,
  GrowEventStore1764000000000,
  CreateProjections1764000100000,
  ProjectFleet1764000200000,
  CreateSeals1764000300000,
  CreateFindings1764000400000,
  ObserveSignals1764000500000,
  CreateScans1764000600000,
  CreateConnectorSecrets1764000700000,
  CreateScanSchedules1764000710000,
  CreateProposals1764000800000,
  FollowPremises1764000900000,
  CreateApprovals1764001000000,
  CreateExecutions1764001100000,
  TellStagesOfPlans1764001300000,
  ReportFindings1764001310000,
  CreateWebhooks1764001400000,
  CreateChangeRecords1764001500000,
  AgeDeliveries1764001590000,
  HoldRequests1764001610000,
  MarkMakingOfChangeRecords1764001640000,
];
