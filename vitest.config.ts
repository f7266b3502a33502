import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@rekindle/source"] },
  ssr: { resolve: { conditions: ["@rekindle/source", "node", "import", "module", "default"] } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    pool: "threads",
    // Vitest keeps one processor free; on two that would halve the speed.
    maxWorkers: 2,
    testTimeout: 60_000,
    reporters: ["default"],
  },
});
