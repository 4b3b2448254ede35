import { MemoryEventStore } from '@lockstep/event-store';
import { describeBadInput } from '../../../test/bad-input.cases.js';
import { MemoryFleetRecord } from '../../../test/memory-fleet-record.js';
import { MemoryScanRecord } from '../../../test/memory-scan-record.js';
import { ScanBench } from '../../../test/scan-bench.js';
import { describeScanCases } from '../../../test/looks.cases.js';
import { describeScanRuns } from '../../../test/scan-runs.cases.js';
import { describeVouching } from '../../../test/vouching.cases.js';

const setUp = () => {
  const store = new MemoryEventStore();
  return new ScanBench('t-', store, new MemoryFleetRecord(store), new MemoryScanRecord(store));
};
describeScanCases(setUp);
describeScanRuns(setUp);
describeBadInput(setUp);
describeVouching(setUp);
