import { describeChangeSystem } from '@lockstep/testing/contracts/change-system';
import { LONGEST, MemoryChangeSystem } from './memory-change-system.js';

for (const revisable of [true, false])
  describeChangeSystem(
    `the one in memory, whose approvals can ${revisable ? '' : 'not '}be taken back,`,
    async () => {
      const system = new MemoryChangeSystem({ revisable });
      return {
        people: system.people,
        changes: () => system.changes(),
        strangeState: 'Awaiting vendor',
        approvalsOnRevise: revisable ? 'taken-back' : 'kept-for-good',
        longest: LONGEST,
        wire: null,
        connect: () => system,
        close: () => system.close(),
      };
    },
    'in-memory',
  );
