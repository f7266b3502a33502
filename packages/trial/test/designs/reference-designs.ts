import type { Recipe } from "../../src/index.ts";
import { readReference } from "../reference.ts";

/** A design as the generator in test/reference/designs wrote it, in rpact's words. */
export interface ReferenceDesign {
  readonly type: string;
  readonly parameter: number | readonly number[] | null;
  readonly alpha: number;
  readonly sided: 1 | 2;
  readonly informationRates: readonly number[];
  readonly futility: readonly number[] | null;
  readonly binding: boolean;
  readonly criticalValues: readonly (number | "Inf")[];
  readonly alphaSpent: readonly number[];
  readonly drift: number;
  readonly power: number;
  readonly expectedInformation: number;
  readonly rejectPerStage: readonly number[];
  readonly futilityPerStage: readonly number[] | null;
}

export interface ExactDesign {
  readonly criticalValues: readonly number[];
  readonly rejectPerStage: readonly number[];
  readonly futilityPerStage: readonly number[];
  readonly expectedInformation: number;
}

export const rpactDesigns = (readReference("designs/designs.json") as { designs: ReferenceDesign[] }).designs;
export const exactDesigns = (readReference("designs/exact.json") as { designs: ExactDesign[] }).designs;

const boundaries: Readonly<Record<string, (parameter: never) => object>> = {
  asOF: () => ({ spending: { kind: "lanDeMetsOBrienFleming" } }),
  asP: () => ({ spending: { kind: "lanDeMetsPocock" } }),
  asKD: (rho: number) => ({ spending: { kind: "kimDeMets", rho } }),
  asHSD: (gamma: number) => ({ spending: { kind: "hwangShihDeCani", gamma } }),
  asUser: (cumulative: readonly number[]) => ({ spending: { kind: "userDefined", cumulative: [cumulative].flat() } }),
  OF: () => ({ typeOfDesign: { kind: "obrienFleming" } }),
  P: () => ({ typeOfDesign: { kind: "pocock" } }),
  WT: (delta: number) => ({ typeOfDesign: { kind: "wangTsiatis", delta } }),
  HP: (z: number) => ({ typeOfDesign: { kind: "haybittlePeto", z } }),
};

/** The same design in our words. */
export function recipeOf(design: ReferenceDesign): Recipe {
  const futility =
    design.futility === null ? {} : { futility: { kind: "fixed", z: design.futility, binding: design.binding } };
  const recipe = {
    kind: "groupSequential",
    alpha: design.alpha,
    sided: design.sided,
    looks: design.informationRates.map((fraction) => ({ when: { kind: "patientsFollowed", fraction } })),
    ...boundaries[design.type]!(design.parameter as never),
    ...futility,
  };
  return recipe;
}
