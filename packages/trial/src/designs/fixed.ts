import { standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";
import { decideByBoundaries } from "../boundary-decision.ts";
import { defineDesign, type Look } from "../design.ts";
import { describeLookTime, level, lookTime, sidedness } from "./look-time.ts";

/** One analysis, at the end: reject if z is at least Φ⁻¹(1 - alpha / sided). */
export const fixed = defineDesign({
  kind: "fixed",
  options: z.strictObject({
    kind: z.literal("fixed"),
    /** Type I error: of one side, or of both together. */
    alpha: level,
    sided: sidedness,
    /** When the analysis is done; when every patient has been followed if left out. */
    when: lookTime.default({ kind: "patientsFollowed", fraction: 1 }),
  }),
  plan: ({ alpha, sided, when }) => {
    const boundary = standardNormalIsf(alpha / sided);
    const bothSides = sided === 2 ? { harmBoundary: -boundary } : {};
    const look: Look = { when, informationRate: 1, efficacyBoundary: boundary, ...bothSides, alphaSpent: alpha };
    const side = sided === 1 ? "one-sided" : "two-sided";
    return {
      looks: [look],
      alpha,
      sided,
      decidesBy: "lastLook",
      sentence: `Fixed design with one analysis ${describeLookTime(when)}, tested ${side} at level ${alpha}; critical value ${boundary.toFixed(4)} on the z scale.`,
      decide: decideByBoundaries([look]),
    };
  },
});
