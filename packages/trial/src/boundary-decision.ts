import type { AnalysisPlan, Decision, Look, TestResult } from "./design.ts";

const goOn: Decision = { kind: "continue" };
const efficacy: Decision = { kind: "stop", reason: "efficacy" };
const harm: Decision = { kind: "stop", reason: "harm" };
const futility: Decision = { kind: "stop", reason: "futility" };
const final: Decision = { kind: "stop", reason: "final" };
const notEstimable: Decision = { kind: "stop", reason: "notEstimable" };

/**
 * The usual decision: the last z against the boundaries of its look. An interim look that cannot be tested lets the trial go on;
 * a last look that cannot be tested ends it without rejection.
 */
export function decideByBoundaries(looks: readonly Look[]): AnalysisPlan["decide"] {
  return (history: readonly TestResult[]) => {
    const at = history.length - 1;
    const look = looks[at]!;
    const result = history[at]!;
    const isLast = at === looks.length - 1;
    if (result.kind === "notEstimable") return isLast ? notEstimable : goOn;
    if (look.efficacyBoundary !== undefined && result.z >= look.efficacyBoundary) return efficacy;
    if (look.harmBoundary !== undefined && result.z <= look.harmBoundary) return harm;
    if (look.futilityBoundary !== undefined && result.z <= look.futilityBoundary) return futility;
    return isLast ? final : goOn;
  };
}
