import { orThrow } from "@rekindle/stats";
import { describe, expect, it } from "vitest";
import { parseScenario } from "../../src/parse-scenario.ts";
import { implausibleValues } from "../../src/plausibility/implausible-values.ts";
import { placeIssues } from "../../src/text/place-issues.ts";
import { describeIssues } from "../../src/text/placed-issue.ts";
import { demoText, smallText } from "../small-scenario.ts";

function told(change: (text: string) => string): readonly string[] {
  const text = change(demoText);
  const issues = implausibleValues(orThrow(parseScenario(text)));
  const lines = describeIssues(placeIssues(text, issues, { fileName: "demo.yaml" }));
  return lines === "" ? [] : lines.split("\n");
}

describe("implausible values", () => {
  it("are not in the demo, nor in a small scenario of plain values", () => {
    expect(told((text) => text)).exactly([]);
    expect(implausibleValues(orThrow(parseScenario(smallText))).filter(({ path }) => path[0] === "arms")).exactly([]);
  });

  it.each<[string, (text: string) => string, RegExp]>([
    [
      "a response read on day 6",
      (text) => text.replace("atDay: 183", "atDay: 6"),
      /^demo\.yaml:\d+:\d+ trials\.responseAt6Months\.endpoint\.atDay: response is read on day 6, before the drug course is over on day 42; published studies/,
    ],
    [
      "a gate at 2,000 Gy",
      (text) => text.replace("gate: { kind: none }", "gate: { kind: lesionDose, atLeastGy: 2000 }"),
      /arms\.experimental\.gate\.atLeastGy: a gate at 2000 Gy is large; published gates are at 20 Gy/,
    ],
    [
      "an activity of 35 GBq",
      (text) => text.replace("activityGBq: 5.5", "activityGBq: 35"),
      /arms\.experimental\.activity\.activityGBq: an activity of 35 GBq is large/,
    ],
    [
      "a course of a year",
      (text) => text.replace("durationDays: 42", "durationDays: 365").replaceAll("atDay: 183", "atDay: 400"),
      /arms\.control\.durationDays: a course of 365 days is large; the short courses/,
    ],
    [
      "a response read after four years",
      (text) => text.replace("atDay: 183", "atDay: 1461"),
      /endpoint\.atDay: response is read on day 1461; published/,
    ],
    [
      "enrolment of 20 a day",
      (text) => text.replace("patientsPerDay: 0.2", "patientsPerDay: 20"),
      /enrolment\.patientsPerDay: 20 patients a day come fast/,
    ],
    [
      "enrolment over a lifetime",
      (text) => text.replace("patientsPerDay: 0.2", "patientsPerDay: 0.002"),
      /enrolment\.patientsPerDay: enrolment takes 110 years/,
    ],
    [
      "visits every two years",
      (text) => text.replace("visitEveryDays: 56", "visitEveryDays: 730"),
      /endpoint\.visitEveryDays: a visit every 730 days is large/,
    ],
    [
      "a varied value",
      (text) => text.replace("values: [40, 60, 80, 120]", "values: [40, 60, 80, 1200]"),
      /trials\.responseAt6Months\.vary\.0\.values\.3: a trial of 1200 patients is large \(at trials\.responseAt6Months\.patients\)/,
    ],
  ])("tells of %s", (_, change, line) => {
    expect(told(change)[0]).toMatch(line);
  });
});
