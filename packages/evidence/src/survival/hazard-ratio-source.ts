import { log, standardNormalIsf } from "@rekindle/stats";
import { z } from "zod";

const positive = z.number().positive();
const events = z.number().positive();
const patients = z.number().positive();
const pValue = z.number().gt(0).lte(1);
const arms = z.strictObject({ experimental: positive, control: positive });

/** What a two-sided or one-sided p-value of a log-rank or Cox test says. */
const test = {
  pValue,
  /** 2 unless the source says 1. */
  sided: z.exactOptional(z.union([z.literal(1), z.literal(2)])),
} as const;

/** Which arm had the lower hazard; a p-value does not say. */
const favours = z.enum(["experimental", "control"]);

/**
 * What a report says of a hazard ratio, experimental over control, in one of the ways of Parmar, Torri & Stewart (1998,
 * doi:10.1002/(SICI)1097-0258(19981230)17:24<2815::AID-SIM110>3.0.CO;2-8) and Tierney et al. (2007, doi:10.1186/1745-6215-8-16).
 */
export const hazardRatioSourceSchema = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("logHazardRatio"), value: z.number(), standardError: positive }),
  z.strictObject({ from: z.literal("observedMinusExpected"), difference: z.number(), variance: positive }),
  z.strictObject({
    from: z.literal("interval"),
    /** The middle of the limits on the log scale where it is not printed. */
    hazardRatio: z.exactOptional(positive),
    lower: positive,
    upper: positive,
    level: z.exactOptional(z.number().gt(0).lt(1)),
  }),
  z.strictObject({ from: z.literal("hazardRatioAndPValue"), hazardRatio: positive, ...test }),
  z.strictObject({ from: z.literal("hazardRatioAndEventsByArm"), hazardRatio: positive, events: arms }),
  z.strictObject({
    from: z.literal("hazardRatioAndEvents"),
    hazardRatio: positive,
    events,
    /** Patients randomised; equal arms where they are not given. */
    randomised: z.exactOptional(arms),
  }),
  z.strictObject({ from: z.literal("pValueAndEventsByArm"), ...test, favours, events: arms }),
  z.strictObject({
    from: z.literal("pValueAndEvents"),
    ...test,
    favours,
    events,
    randomised: z.exactOptional(z.strictObject({ experimental: patients, control: patients })),
  }),
]);

export type HazardRatioSource = Readonly<z.output<typeof hazardRatioSourceSchema>>;

/** The log hazard ratio that a source implies, with the way it was had; or why there is none. */
export type ImpliedHazardRatio =
  | {
      readonly kind: "implied";
      readonly value: number;
      readonly variance: number;
      readonly method: string;
      readonly doubt?: string;
    }
  | { readonly kind: "none"; readonly path: string; readonly message: string; readonly hint: string };

/** @param source checked by {@link hazardRatioSourceSchema}. */
export function impliedHazardRatio(source: HazardRatioSource): ImpliedHazardRatio {
  switch (source.from) {
    case "logHazardRatio":
      return implied(source.value, source.standardError * source.standardError, "log hazard ratio and standard error");
    case "observedMinusExpected":
      return implied(
        source.difference / source.variance,
        1 / source.variance,
        "O − E and V of the log-rank test (Tierney 2007)",
      );
    case "interval":
      return fromInterval(source);
    case "hazardRatioAndPValue":
      return fromPValue(source);
    case "hazardRatioAndEventsByArm": {
      const V = byArm(source.events);
      return implied(log(source.hazardRatio), 1 / V, "hazard ratio and events by arm (Tierney 2007)");
    }
    case "hazardRatioAndEvents": {
      const { V, words } = byAllocation(source);
      return implied(log(source.hazardRatio), 1 / V, `hazard ratio and total events, ${words} (Tierney 2007)`);
    }
    case "pValueAndEventsByArm":
      return fromTest(source, byArm(source.events), "p-value and events by arm (Tierney 2007)");
    default: {
      const { V, words } = byAllocation(source);
      return fromTest(source, V, `p-value and total events, ${words} (Tierney 2007)`);
    }
  }
}

function implied(value: number, variance: number, method: string, doubt?: string): ImpliedHazardRatio {
  return { kind: "implied", value, variance, method, ...(doubt === undefined ? {} : { doubt }) };
}

/** V = events1 × events2 / events. */
function byArm({ experimental, control }: { readonly experimental: number; readonly control: number }): number {
  return (experimental * control) / (experimental + control);
}

/** V = events × R × C / (R + C)²; a quarter of the events with equal arms. */
function byAllocation(source: {
  readonly events: number;
  readonly randomised?: { readonly experimental: number; readonly control: number };
}): { readonly V: number; readonly words: string } {
  if (source.randomised === undefined) return { V: source.events / 4, words: "arms of equal size assumed" };
  const { experimental, control } = source.randomised;
  const share = experimental / (experimental + control);
  return { V: source.events * share * (1 - share), words: "patients randomised to each arm" };
}

function fromInterval(source: Extract<HazardRatioSource, { readonly from: "interval" }>): ImpliedHazardRatio {
  const { lower, upper, hazardRatio, level = 0.95 } = source;
  if (!(lower < upper)) {
    return none("upper", `lower is ${lower} and upper is ${upper}`, "lower must be below upper");
  }
  if (hazardRatio !== undefined && !(hazardRatio >= lower && hazardRatio <= upper)) {
    return none("hazardRatio", `hazardRatio is ${hazardRatio}`, `must be within its interval, ${lower} to ${upper}`);
  }
  const [low, high] = [log(lower), log(upper)];
  const standardError = (high - low) / (2 * standardNormalIsf((1 - level) / 2));
  const middle = 0.5 * (low + high);
  const value = hazardRatio === undefined ? middle : log(hazardRatio);
  const off = Math.abs(value - middle) / standardError;
  const doubt =
    off > 0.25
      ? `the hazard ratio is ${off.toFixed(2)} standard errors from the middle of its limits on the log scale: rounding, another kind of interval, or a misprint`
      : undefined;
  return implied(value, standardError * standardError, "confidence limits (Tierney 2007)", doubt);
}

function zOf({ pValue: p, sided = 2 }: { readonly pValue: number; readonly sided?: 1 | 2 }): number {
  return standardNormalIsf(p / sided);
}

function fromPValue(source: Extract<HazardRatioSource, { readonly from: "hazardRatioAndPValue" }>): ImpliedHazardRatio {
  const value = log(source.hazardRatio);
  const standardError = Math.abs(value) / Math.abs(zOf(source));
  if (!(standardError > 0) || !Number.isFinite(standardError)) {
    const hint = "a hazard ratio of 1 or a z of 0 says nothing of the standard error; use the events";
    return none("pValue", `hazardRatio ${source.hazardRatio} with pValue ${source.pValue}`, hint);
  }
  return implied(value, standardError * standardError, "hazard ratio and p-value (standard error = |log HR| / z)");
}

function fromTest(
  source: {
    readonly pValue: number;
    readonly sided?: 1 | 2;
    readonly favours: "experimental" | "control";
  },
  V: number,
  method: string,
): ImpliedHazardRatio {
  const score = zOf(source);
  const difference = (source.favours === "experimental" ? -1 : 1) * score * Math.sqrt(V);
  return implied(difference / V, 1 / V, method);
}

function none(path: string, message: string, hint: string): ImpliedHazardRatio {
  return { kind: "none", path, message, hint };
}
