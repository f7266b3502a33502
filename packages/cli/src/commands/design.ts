import {
  explainDifference,
  type PaperDesign,
  type PaperEndpoint,
  type PaperRequest,
  paperDesign,
  readableJson,
  simonTwoStage,
} from "@rekindle/scenario";
import type { ExitCode } from "../exit-codes.ts";
import { exitCodes } from "../exit-codes.ts";
import { loadScenario, soundOrFail } from "../files/load.ts";
import { Failure } from "../foreseen.ts";
import { refusedUse } from "../refused-use.ts";
import type { Surroundings } from "../surroundings.ts";
import { pValueNumber, significantText } from "../terminal/number-text.ts";
import { textTable } from "../terminal/text-table.ts";

/** What every design on paper is asked for. */
export interface DesignFlags {
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly power: number;
  readonly allocationRatio?: number;
  readonly control?: number;
  readonly experimental?: number;
  readonly difference?: number;
  readonly sd?: number;
  readonly hazardRatio?: number;
  readonly controlMedian?: number;
  readonly enrolment?: number;
  readonly followUp?: number;
  readonly dropoutHazard?: number;
  readonly json?: true;
  readonly rpact?: true;
  readonly explain?: true;
}

export interface SequentialFlags extends DesignFlags {
  readonly looks?: number;
  readonly rates?: readonly number[];
  readonly spending?: string;
  readonly type?: string;
  readonly gamma?: number;
  readonly rho?: number;
  readonly delta?: number;
  readonly z?: number;
  readonly futility?: string;
  readonly futilityGamma?: number;
  readonly futilityRho?: number;
  readonly futilityZ?: readonly number[];
  readonly binding?: true;
}

/** `rekindle design fixed`. */
export function runFixedDesign(flags: DesignFlags, surroundings: Surroundings): ExitCode {
  return print({ kind: "fixed", alpha: flags.alpha, sided: flags.sided }, flags, surroundings);
}

/** `rekindle design gs`: a group-sequential design. */
export function runSequentialDesign(flags: SequentialFlags, surroundings: Surroundings): ExitCode {
  const { alpha, sided, spending, type } = flags;
  const problems: string[] = [];
  if (flags.looks !== undefined && flags.rates !== undefined)
    problems.push("--looks and --rates both say how many looks there are; give one of them");
  if (spending !== undefined && type !== undefined) problems.push("--spending and --type exclude each other");
  if (flags.futility !== undefined && flags.futilityZ !== undefined)
    problems.push("--futility and --futility-z exclude each other");
  if (flags.binding === true && flags.futility === undefined && flags.futilityZ === undefined)
    problems.push("--binding needs futility boundaries: --futility or --futility-z");
  problems.push(...strayParameters(flags));
  if (problems.length > 0) throw new Failure(problems.join("\n"), exitCodes.usage);
  const count = flags.looks ?? 2;
  const rates = flags.rates ?? Array.from({ length: count }, (_, k) => (k + 1) / count);
  const family =
    type === undefined
      ? { spending: spendingOf(spending ?? "lanDeMetsOBrienFleming", flags) }
      : { typeOfDesign: familyOf(type, flags) };
  const looks = rates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } }));
  const design = {
    kind: "groupSequential",
    alpha,
    sided,
    looks,
    informationRates: rates,
    ...family,
    ...futilityOf(flags),
  };
  return print(design, flags, surroundings);
}

/** Parameters that belong to no chosen function would be ignored: they are refused. */
function strayParameters({
  spending,
  type,
  gamma,
  rho,
  delta,
  z,
  futility,
  futilityGamma,
  futilityRho,
}: SequentialFlags): string[] {
  const needs = (given: unknown, isWanted: boolean, option: string, of: string): string[] => {
    if (isWanted && given === undefined) return [`${of} needs ${option}`];
    return !isWanted && given !== undefined ? [`${option} belongs to ${of}, which is not asked for`] : [];
  };
  return [
    ...needs(gamma, spending === "hwangShihDeCani", "--gamma", "--spending hwangShihDeCani"),
    ...needs(rho, spending === "kimDeMets", "--rho", "--spending kimDeMets"),
    ...needs(delta, type === "wangTsiatis", "--delta", "--type wangTsiatis"),
    ...needs(z, type === "haybittlePeto", "--z", "--type haybittlePeto"),
    ...needs(futilityGamma, futility === "hwangShihDeCani", "--futility-gamma", "--futility hwangShihDeCani"),
    ...needs(futilityRho, futility === "kimDeMets", "--futility-rho", "--futility kimDeMets"),
  ];
}

function spendingOf(
  kind: string,
  { gamma, rho }: { readonly gamma?: number | undefined; readonly rho?: number | undefined },
) {
  return { kind, ...(kind === "hwangShihDeCani" ? { gamma } : {}), ...(kind === "kimDeMets" ? { rho } : {}) };
}

function familyOf(kind: string, { delta, z }: SequentialFlags) {
  return { kind, ...(kind === "wangTsiatis" ? { delta } : {}), ...(kind === "haybittlePeto" ? { z } : {}) };
}

function futilityOf({ futility, futilityGamma, futilityRho, futilityZ, binding: isBinding, power }: SequentialFlags) {
  const binding = isBinding === true;
  if (futilityZ !== undefined) return { futility: { kind: "fixed", z: futilityZ, binding } };
  if (futility === undefined) return {};
  const spending = spendingOf(futility, { gamma: futilityGamma, rho: futilityRho });
  return { futility: { kind: "betaSpending", power, spending, binding } };
}

/** The endpoint that the options name; half of one is refused. */
function endpointOf(flags: DesignFlags): PaperEndpoint | undefined {
  const { control, experimental, difference, sd, hazardRatio, controlMedian, enrolment, followUp, dropoutHazard } =
    flags;
  const groups = [
    { rates: true, "--control": control, "--experimental": experimental },
    { means: true, "--difference": difference, "--sd": sd },
    {
      survival: true,
      "--hazard-ratio": hazardRatio,
      "--control-median": controlMedian,
      "--enrolment": enrolment,
      "--follow-up": followUp,
    },
  ].map((group) => Object.entries(group).filter(([name]) => name.startsWith("--")));
  const named = groups.filter((group) => group.some(([, value]) => value !== undefined));
  if (named.length > 1)
    throw new Failure(
      "the options name more than one endpoint: rates (--control, --experimental), means (--difference, --sd) or survival (--hazard-ratio …)",
      exitCodes.usage,
    );
  const missing = named
    .flat()
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new Failure(`this endpoint also needs ${missing.join(", ")}`, exitCodes.usage);
  if (dropoutHazard !== undefined && hazardRatio === undefined)
    throw new Failure("--dropout-hazard belongs to a survival endpoint (--hazard-ratio …)", exitCodes.usage);
  if (control !== undefined) return { kind: "rates", control, experimental: experimental! };
  if (difference !== undefined) return { kind: "means", difference, standardDeviation: sd! };
  if (hazardRatio === undefined) return undefined;
  const times = { controlMedianDays: controlMedian!, enrolmentDays: enrolment!, followUpDays: followUp! };
  return {
    kind: "survival",
    hazardRatio,
    ...times,
    ...(dropoutHazard === undefined ? {} : { dropoutHazardPerDay: dropoutHazard }),
  };
}

function print(design: PaperRequest["design"], flags: DesignFlags, { stdout }: Surroundings): ExitCode {
  const endpoint = endpointOf(flags);
  const { power, allocationRatio } = flags;
  const request = {
    design,
    power,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(allocationRatio === undefined ? {} : { allocationRatio }),
  };
  if (flags.explain === true) return printConventions(endpoint, flags, stdout);
  const paper = refusedUse(() => paperDesign(request));
  if (flags.json === true) stdout.write(readableJson(paper));
  else if (flags.rpact === true) {
    if (paper.rpact === undefined) throw new Failure("rpact has no such design", exitCodes.usage);
    stdout.write(`${paper.rpact}\n`);
  } else stdout.write(paperText(paper));
  return exitCodes.fine;
}

/** What the conventions in use give for the fixed design of the same request. */
function printConventions(
  endpoint: PaperEndpoint | undefined,
  flags: DesignFlags,
  stdout: Surroundings["stdout"],
): ExitCode {
  if (endpoint === undefined)
    throw new Failure(
      "--explain needs an endpoint: rates (--control, --experimental), means (--difference, --sd) or survival (--hazard-ratio …)",
      exitCodes.usage,
    );
  const { alpha, sided, power, allocationRatio = 1 } = flags;
  const rows = refusedUse(() => explainDifference(endpoint, { alpha, sided, power, allocationRatio }));
  if (flags.json === true) {
    stdout.write(readableJson(rows));
    return exitCodes.fine;
  }
  const hasEvents = rows.some(({ events }) => events !== undefined);
  const heads = ["convention", "patients", ...(hasEvents ? ["events"] : []), "difference", "used by"];
  const lines = rows.map(({ convention, patients, events, difference, usedBy }) => [
    convention,
    patients.toFixed(2),
    ...(hasEvents ? [events?.toFixed(2) ?? "-"] : []),
    difference === 0 ? "0" : `${difference > 0 ? "+" : ""}${difference.toFixed(2)}`,
    usedBy,
  ]);
  stdout.write(
    `Fixed design, alpha ${alpha} (${sided}-sided), power ${power}: patients of both arms by each convention\n\n`,
  );
  stdout.write(textTable(heads, lines, { left: ["used by"] }));
  return exitCodes.fine;
}

/** `rekindle design <scenario>`: the designs of a scenario's trials, without sizes: its effects come from virtual patients. */
export async function runScenarioDesigns(
  path: string,
  flags: { readonly power: number; readonly json?: true },
  { stdout, stderr }: Surroundings,
): Promise<ExitCode> {
  const { scenario } = soundOrFail(await loadScenario(path));
  const trials = Object.entries(scenario.trials);
  if (trials.length === 0) {
    stderr.write(`${path} asks for no trial: it has no key trials.\n`);
    return exitCodes.incomplete;
  }
  const papers = trials.map(([name, trial]) => {
    const design = trial.design as unknown as PaperRequest["design"];
    return {
      name,
      title: trial.title,
      patients: trial.patients,
      ...refusedUse(() => paperDesign({ design, power: flags.power })),
    };
  });
  if (flags.json === true) stdout.write(readableJson(papers));
  else
    stdout.write(
      papers
        .map((paper) => `${paper.name}: ${paper.title} (${paper.patients} patients)\n\n${paperText(paper)}`)
        .join("\n\n"),
    );
  return exitCodes.fine;
}

function paperText(paper: PaperDesign): string {
  const { looks, sizes } = paper;
  const hasFutility = looks.some(({ futilityBoundary }) => futilityBoundary !== undefined);
  const heads = ["look", "information", "z", "p (1-sided)", "alpha spent", "P(reject|H0)", "P(reject|H1)"];
  if (hasFutility) heads.push("futility z", "P(futility|H0)", "P(futility|H1)");
  if (sizes !== undefined) heads.push(sizes.unit);
  const hasEffect = looks.some(({ effectAtBoundary }) => effectAtBoundary !== undefined);
  if (hasEffect) heads.push("effect at z");
  const optional = (value: number | undefined, write: (value: number) => string): string =>
    value === undefined ? "-" : write(value);
  const rows = looks.map((look, k) => [
    String(k + 1),
    significantText(look.informationRate),
    optional(look.efficacyBoundary, (z) => z.toFixed(4)),
    optional(look.nominalP, pValueNumber),
    significantText(look.alphaSpent),
    significantText(look.rejected.null),
    significantText(look.rejected.alternative),
    ...(hasFutility
      ? [
          optional(look.futilityBoundary, (z) => z.toFixed(4)),
          significantText(look.futility.null),
          significantText(look.futility.alternative),
        ]
      : []),
    ...(sizes === undefined ? [] : [look.size!.toFixed(1)]),
    ...(hasEffect ? [optional(look.effectAtBoundary, significantText)] : []),
  ]);
  const { null: none, half, alternative } = paper.expectedRatio;
  const ratios = [none, half, alternative].map((ratio) => ratio.toFixed(4)).join(", ");
  const lines = [
    paper.sentence,
    "",
    textTable(heads, rows),
    `Power ${paper.power}. Inflation factor ${paper.inflationFactor.toFixed(4)}; expected information under no, half and the whole effect, over that of the fixed design: ${ratios}.`,
    ...(sizes === undefined ? [] : [sizeText(sizes)]),
    "Probabilities are cumulative, of rejecting for the experimental arm; sizes are those of the fixed design's formula times the inflation factor, not rounded.",
  ];
  return `${lines.join("\n")}\n`;
}

function sizeText({ fixed, maximum, maximumEvents, expected, unit }: NonNullable<PaperDesign["sizes"]>): string {
  const { control, experimental, total } = maximum.rounded;
  const events = maximumEvents === undefined ? "" : ` and ${maximumEvents.toFixed(1)} events`;
  const means = [expected.null, expected.half, expected.alternative].map((size) => size.toFixed(1)).join(", ");
  return `Patients at most: ${total} (${control} control, ${experimental} experimental; not rounded ${maximum.total.toFixed(2)})${events}; fixed design ${fixed.total.toFixed(2)}. Expected ${unit} under no, half and the whole effect: ${means}.`;
}

export interface SimonFlags {
  readonly nullRate: number;
  readonly alternativeRate: number;
  readonly alpha: number;
  readonly power: number;
  readonly json?: true;
}

/** `rekindle design simon`: two-stage single-arm designs. */
export function runSimonDesign({ json, ...request }: SimonFlags, { stdout }: Surroundings): ExitCode {
  const designs = refusedUse(() => simonTwoStage(request), {
    nullRate: "--null-rate",
    alternativeRate: "--alternative-rate",
  });
  if (json === true) {
    stdout.write(readableJson({ ...request, ...designs }));
    return exitCodes.fine;
  }
  const row = (name: string, design: (typeof designs)["optimal"]): string[] => [
    name,
    `${design.r1}/${design.n1}`,
    `${design.r}/${design.n}`,
    significantText(design.expectedPatients),
    significantText(design.stopsEarly),
    significantText(design.alpha),
    significantText(design.power),
  ];
  const heads = ["design", "r1/n1", "r/n", "E(N|p0)", "PET(p0)", "alpha", "power"];
  const rows = [
    row("optimal", designs.optimal),
    row("minimax", designs.minimax),
    ...designs.admissible.map((each) => row("admissible", each)),
  ];
  stdout.write(
    "Stop after n1 patients if at most r1 respond; otherwise go on to n and reject the null rate if more than r respond.\n\n",
  );
  stdout.write(textTable(heads, rows));
  return exitCodes.fine;
}
