import { constants, PerformanceObserver } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { describe as group, expect, it } from "vitest";
import { describe, simulateBlock, simulateTrial } from "../src/index.ts";
import { hazards, survivalTrial } from "./trials.ts";

group("memory", () => {
  it("replicates leave nothing to collect: no allocation per patient", async () => {
    const trial = survivalTrial(hazards(240, 0.6, { dropoutHazardPerDay: 0.0002 }), { replicates: 30_000 });
    for (let block = 0; block < 5; block++) simulateBlock(trial, block);
    let scavenges = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { kind } = (entry as unknown as { readonly detail: { readonly kind: number } }).detail;
        if (kind === constants.NODE_PERFORMANCE_GC_MINOR) scavenges++;
      }
    });
    observer.observe({ entryTypes: ["gc"] });
    for (let block = 5; block < 30; block++) simulateBlock(trial, block);
    await setTimeout(20);
    observer.disconnect();
    // 25,000 replicates of 240 patients: one small object per patient would be 300 MB, some twenty collections or more.
    expect(scavenges).toBeLessThan(6);
  });

  it("a million patients in one trial are no trouble", () => {
    const design = {
      kind: "groupSequential",
      alpha: 0.025,
      sided: 1,
      looks: [{ when: { kind: "events", events: 300_000 } }, { when: { kind: "events", events: 600_000 } }],
      spending: { kind: "lanDeMetsOBrienFleming" },
    };
    const enrolment = { kind: "poisson", patientsPerDay: 1000 } as const;
    const trial = survivalTrial(hazards(240, 0.99), { patients: 1_000_000, enrolment, design, replicates: 2 });
    const { looks } = describe(simulateTrial(trial));
    expect(looks[0]!.events).exactly({ kind: "estimated", replicates: 2, value: 300_000, standardError: 0 });
  });
});
