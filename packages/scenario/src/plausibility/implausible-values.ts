import type { Issue } from "@rekindle/stats";
import type { Scenario, ScenarioArm, ScenarioTrial } from "../schema/scenario-schema.ts";
import { underCondition } from "../vary/conditions.ts";

/**
 * Values of a sound scenario that are allowed and that nobody is likely to mean: a response read on day 6, a gate at 2,000 Gy. Values
 * that are put in their place by `vary` are looked at too. None of them is an error: a scenario may ask what if.
 * @returns issues of kind `implausible`, with what is usual as their hint.
 * @example implausibleValues(scenario).map(({ path, message }) => `${path.join(".")}: ${message}`)
 */
export function implausibleValues(scenario: Scenario): readonly Issue[] {
  const known = new Set(asWritten(scenario).map(keyOf));
  return [...asWritten(scenario), ...variedIssues(scenario, known)];
}

function keyOf({ path, message }: Issue): string {
  return JSON.stringify([path, message]);
}

function asWritten(scenario: Scenario): readonly Issue[] {
  const arms = Object.entries(scenario.arms);
  return [
    ...arms.flatMap(([name, arm]) => armIssues(arm, ["arms", name])),
    ...Object.entries(scenario.trials).flatMap(([id, trial]) => trialIssues(trial, scenario, ["trials", id])),
  ];
}

/** What each varied value would make implausible, at its place in the list. */
function variedIssues(scenario: Scenario, known: ReadonlySet<string>): readonly Issue[] {
  return Object.entries(scenario.trials).flatMap(([id, { vary }]) =>
    vary.flatMap(({ path, values }, i) =>
      values.flatMap((value, j): readonly Issue[] => {
        const changed = asWritten(underCondition(scenario, { [path]: value }));
        const fresh = changed.filter((issue) => !known.has(keyOf(issue)));
        const here = ["trials", id, "vary", i, "values", j];
        return fresh
          .filter((issue) => issue.path[0] !== "trials" || issue.path[1] === id)
          .map((issue) => ({ ...issue, path: here, message: `${issue.message} (at ${issue.path.join(".")})` }));
      }),
    ),
  );
}

type Path = Issue["path"];

function unlikely(path: Path, message: string, hint: string): Issue {
  return { kind: "implausible", path, message, hint };
}

/** An issue where a value is outside what is usual. */
function outside(
  value: number,
  [least, most]: readonly [number, number],
  issue: { readonly path: Path; readonly words: string; readonly usual: string },
): readonly Issue[] {
  if (value >= least && value <= most) return [];
  const { path, words, usual } = issue;
  return [unlikely(path, `${words} ${value < least ? "is small" : "is large"}`, usual)];
}

const COURSE = "the short courses of published studies took 24 to 42 days";
const ACTIVITY = "published studies gave 3.7 to 15.6 GBq";
const GATE = "published gates are at 20 Gy";

function armIssues({ durationDays, drugs, gate, activity }: ScenarioArm, path: Path): readonly Issue[] {
  const gigabecquerel =
    activity.kind === "fixed" ? activity.activityGBq : activity.kind === "none" ? 5.5 : activity.capGBq;
  const key = activity.kind === "fixed" ? "activityGBq" : "capGBq";
  return [
    ...(drugs.length === 0
      ? []
      : outside(durationDays, [7, 183], {
          path: [...path, "durationDays"],
          words: `a course of ${durationDays} days`,
          usual: COURSE,
        })),
    ...(gate.kind === "lesionDose"
      ? outside(gate.atLeastGy, [2, 200], {
          path: [...path, "gate", "atLeastGy"],
          words: `a gate at ${gate.atLeastGy} Gy`,
          usual: GATE,
        })
      : []),
    ...outside(gigabecquerel, [1, 16], {
      path: [...path, "activity", key],
      words: `an activity of ${gigabecquerel} GBq`,
      usual: ACTIVITY,
    }),
  ];
}

/** Six weeks: the first scan of most protocols. */
const FIRST_SCAN_DAYS = 42;
const THREE_YEARS = 1096;
const TEN_YEARS = 3653;

const ENROLMENT_FIELDS = {
  uniform: "durationDays",
  steady: "patientsPerDay",
  poisson: "patientsPerDay",
  piecewise: "periods",
} as const;

/** Days until so many patients are expected. */
function enrolmentDays(enrolment: ScenarioTrial["enrolment"], patients: number): number {
  if (enrolment.kind === "uniform") return enrolment.durationDays;
  if (enrolment.kind !== "piecewise") return patients / enrolment.patientsPerDay;
  let days = 0;
  let left = patients;
  for (const { forDays = Infinity, patientsPerDay } of enrolment.periods) {
    if (left <= patientsPerDay * forDays) return days + left / patientsPerDay;
    left -= patientsPerDay * forDays;
    days += forDays;
  }
  return days;
}

function trialIssues(trial: ScenarioTrial, { arms }: Scenario, path: Path): readonly Issue[] {
  const { endpoint, patients, enrolment } = trial;
  const days = enrolmentDays(enrolment, patients);
  const perDay = patients / days;
  const place = [...path, "enrolment", ENROLMENT_FIELDS[enrolment.kind]];
  return [
    ...(endpoint.kind === "objectiveResponse"
      ? responseIssues(endpoint.atDay, arms, [...path, "endpoint", "atDay"])
      : followUpIssues(endpoint, [...path, "endpoint"])),
    ...outside(patients, [10, 1000], {
      path: [...path, "patients"],
      words: `a trial of ${patients} patients`,
      usual: "published studies had 7 to 33 evaluable patients, and the disease is rare",
    }),
    ...(perDay > 2
      ? [unlikely(place, `${Number(perDay.toPrecision(3))} patients a day come fast`, "the disease is rare")]
      : []),
    ...(days > TEN_YEARS
      ? [unlikely(place, `enrolment takes ${Math.round(days / 365.25)} years`, "more patients a day, or fewer in all")]
      : []),
  ];
}

function responseIssues(atDay: number, arms: Scenario["arms"], path: Path): readonly Issue[] {
  const course = Math.max(
    ...Object.values(arms).map(({ drugs, durationDays }) => (drugs.length === 0 ? 0 : durationDays)),
  );
  const message = `response is read on day ${atDay}`;
  if (atDay <= course)
    return [
      unlikely(
        path,
        `${message}, before the drug course is over on day ${course}`,
        "published studies read it at 3 to 6 months",
      ),
    ];
  if (atDay < FIRST_SCAN_DAYS)
    return [unlikely(path, `${message}, before the usual first scan`, "published studies read it at 3 to 6 months")];
  return atDay > THREE_YEARS ? [unlikely(path, message, "published studies read it at 3 to 6 months")] : [];
}

function followUpIssues(
  { visitEveryDays, followUpDays }: { readonly visitEveryDays: number; readonly followUpDays?: number },
  path: Path,
): readonly Issue[] {
  return [
    ...outside(visitEveryDays, [14, 183], {
      path: [...path, "visitEveryDays"],
      words: `a visit every ${visitEveryDays} days`,
      usual: "visits are usually 6 to 12 weeks apart",
    }),
    ...(followUpDays !== undefined && followUpDays < visitEveryDays
      ? [
          unlikely(
            [...path, "followUpDays"],
            `follow-up of ${followUpDays} days ends before the first visit`,
            `visits are every ${visitEveryDays} days`,
          ),
        ]
      : []),
    ...(followUpDays !== undefined && followUpDays > TEN_YEARS
      ? [
          unlikely(
            [...path, "followUpDays"],
            `a follow-up of ${Math.round(followUpDays / 365.25)} years is long`,
            "at most ten years are usual",
          ),
        ]
      : []),
  ];
}
