import { holds, type Requirement } from "../arguments.ts";

type PlainWeight = "logRank" | "gehanBreslow" | "taroneWare" | "petoPeto" | "prenticeMarek" | "modifiedPetoPeto";

/**
 * Weight of each event time; S is the pooled Kaplan–Meier curve of the stratum just before it.
 *
 * - `logRank`: 1.
 * - `flemingHarrington`: S^rho (1 - S)^gamma; T. R. Fleming, D. P. Harrington, Commun. Stat. 10 (1981) 763.
 * - `modest`: 1 / max(S, S(until)), at most `atMost`; D. Magirr, C.-F. Burman, Stat. Med. 38 (2019) 3782, doi:10.1002/sim.8186,
 *   equation 3. S(until) is the curve at that time, its own events included.
 * - `modestDelay`: the same with the form of R's simtrial, MB(delay, w_max): the weight stops at that of the last event up to `delay`
 *   with patients of both groups at risk, so events at that very time do not count towards it. `until: Infinity` with `atMost: 2` is
 *   the recommendation of D. Magirr, Pharm. Stat. 20 (2021) 512, doi:10.1002/pst.2091.
 * - `gehanBreslow`: n, the patients at risk; E. A. Gehan, Biometrika 52 (1965) 203; N. Breslow, Biometrika 57 (1970) 579.
 * - `taroneWare`: √n; R. E. Tarone, J. Ware, Biometrika 64 (1977) 156.
 * - `petoPeto`: S, as R's survdiff with rho 1 and coin's "Peto-Peto"; R. Peto, J. Peto, J. R. Stat. Soc. A 135 (1972) 185.
 * - `prenticeMarek`: Π (1 - d / (n + 1)) over times up to and including this one, what J. P. Klein and M. L. Moeschberger,
 *   "Survival Analysis" (2003), section 7.3, call Peto–Peto; R. L. Prentice, P. Marek, Biometrics 35 (1979) 861.
 * - `modifiedPetoPeto`: the same product over earlier times only, times n / (n + 1); P. K. Andersen, O. Borgan, R. D. Gill,
 *   N. Keiding, Int. Stat. Rev. 50 (1982) 219.
 */
export type EventWeight =
  | { readonly kind: PlainWeight }
  | { readonly kind: "flemingHarrington"; readonly rho: number; readonly gamma: number }
  | { readonly kind: "modest"; readonly until: number; readonly atMost?: number }
  | { readonly kind: "modestDelay"; readonly delay: number; readonly atMost?: number };

function isExponent(value: number): boolean {
  return value >= 0 && value < 1e3;
}

export function checkWeight(weight: EventWeight): Requirement {
  switch (weight?.kind) {
    case "logRank":
    case "gehanBreslow":
    case "taroneWare":
    case "petoPeto":
    case "prenticeMarek":
    case "modifiedPetoPeto":
      return undefined;
    case "flemingHarrington":
      return holds(
        isExponent(weight.rho) && isExponent(weight.gamma),
        "weight",
        `rho ${weight.rho} or gamma ${weight.gamma} is out of range`,
        "both must be at least 0 and below 1000",
      );
    case "modest":
      return (
        holds(weight.until >= 0, "weight", `until ${weight.until} is out of range`, "must be at least 0") ??
        atMostOne(weight.atMost)
      );
    case "modestDelay":
      return (
        holds(weight.delay >= 0, "weight", `delay ${weight.delay} is out of range`, "must be at least 0") ??
        atMostOne(weight.atMost)
      );
    default:
      return holds(
        false,
        "weight",
        `${(weight as { kind: string } | undefined)?.kind} is no weight`,
        "allowed: logRank, gehanBreslow, taroneWare, petoPeto, prenticeMarek, modifiedPetoPeto, flemingHarrington, modest, modestDelay",
      );
  }
}

function atMostOne(atMost: number | undefined): Requirement {
  return holds(atMost === undefined || atMost >= 1, "weight", `atMost ${atMost} is out of range`, "must be at least 1");
}
