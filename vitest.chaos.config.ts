import { defineConfig } from 'vitest/config';

/** Long runs of what `npm test` has short ones of: `npm run test:chaos -- --minutes 10`. A configuration of its own, so that `npm test` does not run them. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{apps,libs}/**/*.chaos-spec.ts'],
    globalSetup: ['libs/testing/src/services/global-setup.ts'],
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
