import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Four kinds of test, told apart by the file name: see CONTRIBUTING.md, "Tests". */
const kind = (name: string, suffix: string, extra: object = {}, folders = '{apps,libs,migrations,scripts,data}') => ({
  resolve: { tsconfigPaths: true },
  test: {
    name,
    include: [`${folders}/**/*.${suffix}.ts`],
    environment: 'node' as const,
    setupFiles: ['libs/testing/src/problems/property-seed.ts'],
    ...extra,
  },
});

const onServices = {
  globalSetup: ['libs/testing/src/services/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
const record = 'libs/event-store';

export default defineConfig({
  test: {
    // All of them: the default leaves one idle, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    projects: [
      // Without isolation, modules are loaded once for a worker and not once for a file, which took as long as the tests.
      kind('unit', 'spec', { isolate: false, testTimeout: 30_000 }),
      kind('props', 'props', { isolate: false, testTimeout: 120_000 }),
      kind('int', 'int-spec', { ...onServices, isolate: false, exclude: ['**/node_modules/**', `${record}/**`] }),
      // The oldest transaction of the whole server, of whatever database, holds back what readers of a record see, and these tests say what they see when.
      kind('int-record', 'int-spec', { ...onServices, fileParallelism: false }, record),
      kind('e2e', 'e2e-spec', {
        globalSetup: ['apps/cli/src/build.e2e-setup.ts'],
        testTimeout: 180_000,
        hookTimeout: 180_000,
      }),
    ],
  },
});
