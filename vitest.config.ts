import { defineConfig } from 'vitest/config';

/** Four kinds of test, told apart by the file name: see CONTRIBUTING.md, "Tests". */
const kind = (name: string, suffix: string, extra: object = {}) => ({
  resolve: { tsconfigPaths: true },
  test: { name, include: [`{apps,libs,migrations,scripts,data}/**/*.${suffix}.ts`], environment: 'node' as const, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      kind('unit', 'spec'),
      kind('props', 'props', { testTimeout: 120_000 }),
      kind('int', 'int-spec', {
        globalSetup: ['libs/testing/src/services/global-setup.ts'],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }),
      kind('e2e', 'e2e-spec', {
        globalSetup: ['apps/cli/src/build.e2e-setup.ts'],
        testTimeout: 180_000,
        hookTimeout: 180_000,
        fileParallelism: false,
      }),
    ],
  },
});
