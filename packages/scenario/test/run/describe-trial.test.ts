import { describe, expect, it } from "vitest";
import { describeTrial } from "../../src/run/describe-trial.ts";
import { demoText, scenarioOf, smallText } from "../small-scenario.ts";

describe("describeTrial", () => {
  it("states a trial as a protocol would", () => {
    const { sentences, looks, endpoint } = describeTrial(scenarioOf(smallText), "response", {});
    expect(sentences[0]).exactly(
      "Objective response (complete or partial, RECIST 1.1) on the scan of day 183, among all randomised patients.",
    );
    expect(sentences[1]).exactly("Drug and radioiodine against drug alone, compared by the risk difference test.");
    expect(sentences[3]).exactly(
      "20 patients unless varied; enrolment steady at 0.2 patients a day; randomised control to experimental 1:1 in blocks of 4.",
    );
    expect(looks).toHaveLength(1);
    // The one-sided 2.5 % point of the standard normal law.
    expect(looks[0]!.efficacyBoundary!).asPrinted("1.959964");
    expect(endpoint.kind).exactly("objectiveResponse");
  });

  it("tells visits, follow-up and strata where they matter", () => {
    const { sentences, looks } = describeTrial(scenarioOf(demoText), "progressionFreeSurvival", {});
    expect(sentences[0]).exactly(
      "Progression-free survival (RECIST 1.1), seen at visits every 56 days, with 730 days of follow-up at most.",
    );
    expect(sentences[3]).toContain("in blocks of 4 within tumour genotypes");
    // Lan-DeMets O'Brien-Fleming-type boundaries of two looks at half and full information, one-sided 2.5 %: gsDesign, rpact.
    expect(looks[0]!.efficacyBoundary!).asPrinted("2.9626");
    expect(looks[1]!.efficacyBoundary!).asPrinted("1.9686");
  });
});
