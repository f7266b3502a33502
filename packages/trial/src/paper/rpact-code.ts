import type { Recipe } from "../parts.ts";
import type { PaperEndpoint, PaperRequest } from "./paper-design.ts";

/** Options of a group-sequential design as far as rpact knows them. */
interface SequentialOptions {
  readonly informationRates?: readonly number[];
  readonly looks?: readonly {
    readonly when: Readonly<Record<string, number | string>>;
    readonly roles?: readonly string[];
  }[];
  readonly spending?: Recipe & Readonly<Record<string, unknown>>;
  readonly spendingTimes?: readonly number[];
  readonly typeOfDesign?: Recipe & Readonly<Record<string, unknown>>;
  readonly futility?: Recipe & {
    readonly z?: readonly number[];
    readonly binding?: boolean;
    readonly spending?: Recipe & Readonly<Record<string, unknown>>;
    readonly power?: number;
  };
}

/** R code that plans the same with rpact (3.3.4); undefined where rpact has no such design. */
export function rpactCode(request: PaperRequest): string | undefined {
  const design = designCode(request);
  if (design === undefined) return undefined;
  const size = request.endpoint === undefined ? "" : `\n${sizeCode(request.endpoint, request)}`;
  return `library(rpact)\n${design}${size}`;
}

function designCode({ design, power }: PaperRequest): string | undefined {
  const { alpha, sided } = design;
  const level = [`alpha = ${alpha}`, `sided = ${sided}`, `beta = ${roundOff(1 - power)}`];
  if (design.kind === "fixed") return `design <- getDesignGroupSequential(kMax = 1, ${level.join(", ")})`;
  if (design.kind !== "groupSequential") return undefined;
  const options = design as SequentialOptions;
  const kind = boundaryCode(options);
  const futility = futilityCode(options);
  const isPlain =
    options.spendingTimes === undefined && (options.looks ?? []).every(({ roles }) => roles === undefined);
  const rates = ratesOf(options);
  if (!isPlain || kind === undefined || futility === undefined || rates === undefined) return undefined;
  const parts = [...level, `informationRates = c(${rates.join(", ")})`, ...kind, ...futility];
  return `design <- getDesignGroupSequential(${parts.join(", ")})`;
}

function ratesOf({ informationRates, looks = [] }: SequentialOptions): readonly number[] | undefined {
  if (informationRates !== undefined) return informationRates;
  const events = looks.map(({ when }) => when["events"]);
  const last = events.at(-1);
  if (typeof last === "number" && events.every((count) => typeof count === "number"))
    return events.map((count) => count / last);
  const fractions = looks.map(({ when }) => when["fraction"]);
  return fractions.every((fraction) => typeof fraction === "number") ? fractions.map(Number) : undefined;
}

function boundaryCode({ spending, typeOfDesign }: SequentialOptions): readonly string[] | undefined {
  if (spending !== undefined) return spendingCode(spending);
  switch (typeOfDesign?.kind) {
    case "pocock":
      return ['typeOfDesign = "P"'];
    case "obrienFleming":
      return ['typeOfDesign = "OF"'];
    case "wangTsiatis":
      return ['typeOfDesign = "WT"', `deltaWT = ${String(typeOfDesign["delta"])}`];
    case "haybittlePeto":
      return ['typeOfDesign = "HP"', `constantBoundsHP = ${String(typeOfDesign["z"])}`];
    default:
      return undefined;
  }
}

function spendingCode(spending: Recipe & Readonly<Record<string, unknown>>): readonly string[] | undefined {
  switch (spending.kind) {
    case "lanDeMetsOBrienFleming":
      return ['typeOfDesign = "asOF"'];
    case "lanDeMetsPocock":
      return ['typeOfDesign = "asP"'];
    case "kimDeMets":
      return ['typeOfDesign = "asKD"', `gammaA = ${String(spending["rho"])}`];
    case "hwangShihDeCani":
      return ['typeOfDesign = "asHSD"', `gammaA = ${String(spending["gamma"])}`];
    case "userDefined":
      return ['typeOfDesign = "asUser"', `userAlphaSpending = c(${String(spending["cumulative"])})`];
    default:
      return undefined;
  }
}

function futilityCode({ futility }: SequentialOptions): readonly string[] | undefined {
  if (futility === undefined) return [];
  const binding = `bindingFutility = ${futility.binding === true ? "TRUE" : "FALSE"}`;
  if (futility.kind === "fixed") return [`futilityBounds = c(${(futility.z ?? []).join(", ")})`, binding];
  const code = futility.spending === undefined ? undefined : spendingCode(futility.spending);
  if (code === undefined || futility.spending?.kind === "userDefined") return undefined;
  const [type, gamma] = code;
  return [
    type!.replace('typeOfDesign = "as', 'typeBetaSpending = "bs'),
    ...(gamma === undefined ? [] : [gamma.replace("gammaA", "gammaB")]),
    binding,
  ];
}

function sizeCode(endpoint: PaperEndpoint, { allocationRatio = 1 }: PaperRequest): string {
  const ratio = `allocationRatioPlanned = ${allocationRatio}`;
  switch (endpoint.kind) {
    case "rates":
      return `getSampleSizeRates(design, pi1 = ${endpoint.experimental}, pi2 = ${endpoint.control}, ${ratio})`;
    case "means":
      return `getSampleSizeMeans(design, alternative = ${endpoint.difference}, stDev = ${endpoint.standardDeviation}, ${ratio})`;
    default: {
      const { hazardRatio, controlMedianDays, enrolmentDays, followUpDays, dropoutHazardPerDay = 0 } = endpoint;
      const lost =
        dropoutHazardPerDay > 0
          ? `, dropoutRate1 = 1 - exp(-${dropoutHazardPerDay} * 365), dropoutRate2 = 1 - exp(-${dropoutHazardPerDay} * 365), dropoutTime = 365`
          : "";
      return `getSampleSizeSurvival(design, hazardRatio = ${hazardRatio}, lambda2 = log(2) / ${controlMedianDays}, accrualTime = c(0, ${enrolmentDays}), followUpTime = ${followUpDays}, ${ratio}${lost})`;
    }
  }
}

/** 0.1 and not 0.09999999999999998. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12));
}
