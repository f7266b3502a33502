import { checkWith, InvalidInput, type Issue, orThrow, type Seed } from "@rekindle/stats";
import { createAllocator } from "./allocation.ts";
import { boundaryFamilies } from "./boundaries/index.ts";
import type { AnalysisPlan, DesignPart } from "./design.ts";
import { groupSequentialWith } from "./designs/group-sequential.ts";
import { designs } from "./designs/index.ts";
import type { EndpointTestPart } from "./endpoint-test.ts";
import { endpointTests } from "./endpoint-tests/index.ts";
import { enrolmentDrawer } from "./enrolment.ts";
import type { OutcomeModel } from "./outcome-model.ts";
import { choosePart, type Parts, type Recipe } from "./parts.ts";
import { spendingFunctions } from "./spending/index.ts";
import type { Trial } from "./trial.ts";
import { type CheckedTrialSpec, type TrialSpec, trialSpecSchema } from "./trial-spec.ts";

/** What a trial needs beside its plain data. */
export interface TrialContext {
  readonly outcomes: OutcomeModel;
  readonly seed: Seed;
  /** The population's, for the streams of enrolment and allocation. */
  readonly namespace?: string;
  /** Parts from outside, used beside the built-in ones. */
  readonly parts?: Parts;
}

/**
 * Makes a trial ready to run: checks it, plans its looks and boundaries, and reserves its work space.
 * @throws InvalidInput with everything that is wrong with the trial.
 * @example
 * const trial = planTrial({ patients: 120, enrolment: { kind: "steady", patientsPerDay: 0.2 }, … }, { outcomes, seed });
 */
export function planTrial(spec: TrialSpec, context: TrialContext): Trial {
  const checked = orThrow(checkWith(trialSpecSchema, spec));
  const { outcomes, seed, parts, namespace = "patients" } = context;
  const chosen = choosePart<EndpointTestPart>(checked.test, {
    builtIn: endpointTests,
    outside: parts?.endpointTests,
    path: "test",
  });
  const plan = planDesign(checked.design, parts === undefined ? {} : { parts });
  const issues = [...modelIssues(checked, outcomes, chosen.part), ...lookIssues(checked, plan)];
  if (issues.length > 0) throw new InvalidInput(issues);
  const strata = outcomes.strata.length;
  const capacity = checked.patients;
  return {
    spec: checked,
    plan,
    outcomes,
    test: chosen.part.ready(chosen.options, { strata, capacity, better: checked.endpoint.better }),
    enrol: enrolmentDrawer(checked.enrolment, { seed, namespace }),
    allocate: createAllocator(checked.allocation, { seed, namespace, strata }),
  };
}

/**
 * The analysis plan of a design: its looks, boundaries and decisions.
 * @throws InvalidInput if the design is unknown, or with everything that is wrong with it.
 * @example planDesign({ kind: "fixed", alpha: 0.025, sided: 1 }).looks[0].efficacyBoundary // 1.959964
 */
export function planDesign(recipe: Recipe, options: { readonly parts?: Parts } = {}): AnalysisPlan {
  const { parts } = options;
  const { part, options: chosen } = choosePart<DesignPart>(recipe, {
    builtIn: [...withOutsideBoundaries(parts), ...designs],
    outside: parts?.designs,
    path: "design",
  });
  return part.plan(chosen);
}

/** The group-sequential design with further spending functions or boundary families, if there are any. */
function withOutsideBoundaries(parts: Parts | undefined): readonly DesignPart[] {
  if (parts?.spendingFunctions === undefined && parts?.boundaryFamilies === undefined) return [];
  return [
    groupSequentialWith({
      spendingFunctions: [...(parts.spendingFunctions ?? []), ...spendingFunctions],
      boundaryFamilies: [...(parts.boundaryFamilies ?? []), ...boundaryFamilies],
    }),
  ];
}

function modelIssues(spec: CheckedTrialSpec, outcomes: OutcomeModel, test: EndpointTestPart): Issue[] {
  const issues: Issue[] = [];
  const reads = spec.endpoint.kind === "response" ? "response" : "timeDays";
  if (test.reads !== reads) {
    const message = `the test ${test.kind} reads ${test.reads}, the endpoint ${spec.endpoint.kind} gives ${reads}`;
    issues.push({ kind: "testDoesNotFit", path: ["test", "kind"], message, hint: "a test for this kind of endpoint" });
  }
  const needed = neededColumns(spec);
  for (const column of needed) {
    if (outcomes.fills.includes(column)) continue;
    const message = `the outcome model does not fill ${column}, which the endpoint ${spec.endpoint.kind} needs`;
    issues.push({
      kind: "columnMissing",
      path: ["endpoint", "kind"],
      message,
      hint: `it fills ${outcomes.fills.join(", ")}`,
    });
  }
  if (outcomes.strata.length < 1 || outcomes.strata.length > 255) {
    const message = `the outcome model has ${outcomes.strata.length} strata`;
    issues.push({ kind: "outOfRange", path: ["outcomes", "strata"], message, hint: "1 to 255 strata" });
  }
  return issues;
}

function neededColumns({ endpoint }: CheckedTrialSpec): readonly OutcomeModel["fills"][number][] {
  if (endpoint.kind === "timeToEvent") return ["timeDays", "event"];
  return endpoint.denominator === "evaluable" ? ["response", "evaluable"] : ["response"];
}

function lookIssues(spec: CheckedTrialSpec, plan: AnalysisPlan): Issue[] {
  return plan.looks.flatMap(({ when }, k): Issue[] => {
    if (when.kind !== "events") return [];
    const path = ["design", "looks", k, "when"];
    if (spec.endpoint.kind === "response") {
      const message = `look ${k + 1} waits for events, the endpoint is a response`;
      return [{ kind: "lookDoesNotFit", path, message, hint: "patientsFollowed or calendarDay" }];
    }
    if (when.events > spec.patients) {
      const message = `look ${k + 1} waits for ${when.events} events among ${spec.patients} patients`;
      return [{ kind: "outOfRange", path, message, hint: "at most one event per patient" }];
    }
    return [];
  });
}
