import { exp, InvalidInput, log, logGamma } from "@rekindle/stats";
import { type GammaPrior, mixtureLaw, type WeightedPrior } from "./mixture-prior.ts";

export type SampleSizeMethod = "moment" | "ELIR" | "morita";

const MOST_POINTS = 2_000_000;

/** Sizes of normal mixtures, in observations with standard deviation sigma. */
export function informationOfMean(
  components: readonly WeightedPrior[],
  method: SampleSizeMethod,
  sigma: number,
): number {
  const normals = components.flatMap(({ weight, prior }) => (prior.kind === "normal" ? [{ weight, prior }] : []));
  const law = mixtureLaw({ kind: "mixture", components: normals });
  const [mean, sd] = [law.mean!, law.standardDeviation!];
  if (method === "moment") return (sigma / sd) * (sigma / sd);
  const at = (x: number): Local => {
    const local = normals.map(({ weight, prior }) => {
      const r = (x - prior.mean) / prior.sd;
      return {
        f: log(weight / prior.sd) - 0.5 * r * r - 0.9189385332046727,
        first: -r / prior.sd,
        second: -1 / (prior.sd * prior.sd),
      };
    });
    return combine(local);
  };
  if (method === "morita") return at(mean).information * sigma * sigma;
  const [from, to] = [
    Math.min(...normals.map(({ prior }) => prior.mean - 9 * prior.sd)),
    Math.max(...normals.map(({ prior }) => prior.mean + 9 * prior.sd)),
  ];
  const finest = Math.min(...normals.map(({ prior }) => prior.sd));
  return average(at, () => sigma * sigma, { from, to, step: finest / 8 });
}

/** Sizes of gamma mixtures, in time at risk; integrated in log(rate). */
export function informationOfRate(
  components: readonly { readonly weight: number; readonly prior: GammaPrior }[],
  method: SampleSizeMethod,
): number {
  const law = mixtureLaw({ kind: "mixture", components });
  const [mean, sd] = [law.mean!, law.standardDeviation!];
  if (method === "moment") return mean / (sd * sd);
  const at = (rate: number): Local =>
    combine(
      components.map(({ weight, prior }) => ({
        f:
          log(weight) +
          prior.shape * log(prior.rate) -
          logGamma(prior.shape) +
          (prior.shape - 1) * log(rate) -
          prior.rate * rate,
        first: (prior.shape - 1) / rate - prior.rate,
        second: -(prior.shape - 1) / (rate * rate),
      })),
    );
  if (method === "morita") return at(mean).information * mean + 1 / mean;
  // information over that of one unit of time, 1 / rate, with d rate = rate d log(rate); the shapes are at least 1
  const inLog = (x: number): Local => {
    const local = at(exp(x));
    return { density: local.density * exp(x), information: local.information };
  };
  const low = Math.min(
    ...components.map(({ prior }) => log(prior.shape / prior.rate) - 40 / prior.shape - 9 / Math.sqrt(prior.shape)),
  );
  const high = Math.max(
    ...components.map(({ prior }) => log((prior.shape + 9 * Math.sqrt(prior.shape) + 50) / prior.rate)),
  );
  const widest = Math.max(...components.map(({ prior }) => prior.shape));
  return average(inLog, (x) => exp(x), { from: low, to: high, step: 0.125 / Math.sqrt(widest) });
}

interface Local {
  readonly density: number;
  /** −(log density)'' */
  readonly information: number;
}

/** Derivatives of the log of a sum of densities. */
function combine(local: readonly { readonly f: number; readonly first: number; readonly second: number }[]): Local {
  const top = Math.max(...local.map(({ f }) => f));
  let [density, slope, bend] = [0, 0, 0];
  for (const { f, first, second } of local) {
    const share = exp(f - top);
    density += share;
    slope += share * first;
    bend += share * (second + first * first);
  }
  return { density: density * exp(top), information: (slope / density) * (slope / density) - bend / density };
}

function average(
  at: (x: number) => Local,
  scale: (x: number) => number,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): number {
  const count = Math.ceil((to - from) / step);
  if (count > MOST_POINTS) {
    const message = "the components differ too much in width to be integrated together";
    throw new InvalidInput([
      { kind: "outOfRange", path: ["components"], message, hint: "leave out the widest or the narrowest" },
    ]);
  }
  let [sum, total] = [0, 0];
  for (let i = 0; i <= count; i++) {
    const x = from + i * step;
    const { density, information } = at(x);
    sum += density * information * scale(x);
    total += density;
  }
  return sum / total;
}
