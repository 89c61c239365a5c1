import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: "unit", include: ["worker-tests/unit/**/*.test.ts"], environment: "node" },
      },
    ],
  },
})
