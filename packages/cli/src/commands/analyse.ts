import {
  analyseRunning,
  readableJson,
  readSheet,
  type RunningTrial,
  type RunningTrialOptions,
} from "@rekindle/scenario";
import { exp } from "@rekindle/stats";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import { readInput } from "../files/read-input.ts";
import { Failure } from "../foreseen.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { pValueNumber, significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";

const COLUMNS: readonly string[] = ["arm", "time", "status", "response", "stratum"];

export interface AnalyseFlags {
  readonly scenario: string;
  readonly trial?: string;
  readonly earlier?: NonNullable<RunningTrialOptions["earlier"]>;
  readonly final?: true;
  readonly level: number;
  readonly columns?: Readonly<Record<string, string>>;
  readonly json?: true;
}

/** `rekindle analyse <data>`: a look at a running trial. */
export async function runAnalyse(path: string, flags: AnalyseFlags, { stdout }: Surroundings): Promise<ExitCode> {
  const { scenario } = soundOrFail(await loadScenario(flags.scenario));
  const sheet = soundOrFail(readSheet(await readInput(path), { fileName: path }));
  const { trial, earlier, level, columns } = flags;
  const foreign = Object.keys(columns ?? {}).filter((name) => !COLUMNS.includes(name));
  if (foreign.length > 0)
    throw new Failure(`--columns: ${foreign.join(", ")} is not read; allowed: ${COLUMNS.join(", ")}`, exitCodes.usage);
  const options: RunningTrialOptions = {
    level,
    ...(flags.final === true ? { stage: "final" } : {}),
    ...(trial === undefined ? {} : { trial }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(columns === undefined ? {} : { columns }),
  };
  const named = { observed: "what was observed", design: "the scenario's design", data: "the data" };
  const running = soundOrFail(refusedUse(() => analyseRunning(scenario, sheet, options), named));
  stdout.write(flags.json === true ? readableJson(withoutPlan(running)) : runningText(running, flags));
  return running.result.kind === "notEstimable" ? exitCodes.incomplete : exitCodes.fine;
}

/** A plan holds a function; its looks are data. */
function withoutPlan({ result, ...running }: RunningTrial): object {
  if (result.kind === "notEstimable") return { ...running, result };
  const { plan, ...rest } = result;
  return { ...running, result: { ...rest, looks: plan.looks, sentence: plan.sentence } };
}

function runningText({ trial, patients, result }: RunningTrial, { level }: AnalyseFlags): string {
  const head = `${trial}: ${patients.control} control and ${patients.experimental} experimental patients\n`;
  if (result.kind === "notEstimable") return `${head}The test cannot be made: ${result.reason}.\n`;
  const { look, count, unit, z, estimate, plan, decision, repeated, boundaries, stopped } = result;
  const rows = plan.looks.map((each, k) => [
    `${k + 1}${k + 1 === look ? " (now)" : ""}`,
    significantText(each.informationRate),
    each.efficacyBoundary === undefined ? "-" : each.efficacyBoundary.toFixed(4),
    significantText(each.alphaSpent),
  ]);
  const source =
    boundaries === "asPlanned" ? "as planned: the design spends no alpha" : "from the observed information";
  const p = repeated.pValue;
  const pText = p.kind === "found" ? pValueNumber(p.value) : `${p.kind} ${p.bound}`;
  // The log hazard ratio is below 0 where the experimental arm does better; what is told after stopping is turned round.
  const isTime = unit === "events";
  const [name, told, benefit] = isTime
    ? ([
        "hazard ratio",
        (effect: number) => significantText(exp(effect)),
        (effect: number) => significantText(exp(-effect)),
      ] as const)
    : (["difference", significantText, significantText] as const);
  const between = (one: string, other: string): string => (isTime ? `${other} to ${one}` : `${one} to ${other}`);
  const lines = [
    head,
    `Look ${look}, ${count} ${unit}: z ${z.toFixed(4)}, ${name} ${told(estimate)}${isTime ? " (one-step)" : ""}`,
    `Decision: ${decision.kind === "continue" ? "go on" : `stop (${decision.reason})`}`,
    "",
    `Boundaries ${source}`,
    textTable(["look", "information", "z", "alpha spent"], rows),
    `Repeated confidence interval of the ${name} ${told(repeated.lower)} to ${told(repeated.upper)}, repeated p-value ${pText}`,
    ...(result.conditionalPower === undefined
      ? []
      : [
          `Conditional power under the observed effect ${significantText(result.conditionalPower)}, predictive power ${significantText(result.predictivePower!)}`,
        ]),
    ...(stopped === undefined
      ? []
      : [
          `After stopping (stage-wise ordering): p ${pValueNumber(stopped.pValue)}, median-unbiased ${name} ${benefit(stopped.medianUnbiased)}, ${100 * level} % interval ${between(benefit(stopped.interval.lower), benefit(stopped.interval.upper))}`,
        ]),
  ];
  return `${lines.join("\n")}\n`;
}
