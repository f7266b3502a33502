import type { z } from "zod";
import { haybittlePeto } from "./haybittle-peto.ts";
import { obrienFleming } from "./obrien-fleming.ts";
import { pocock } from "./pocock.ts";
import { wangTsiatis } from "./wang-tsiatis.ts";

/** Every classical boundary family, one line each. */
export const boundaryFamilies = [pocock, obrienFleming, wangTsiatis, haybittlePeto] as const;

export type BoundaryFamilyRecipe = z.input<(typeof boundaryFamilies)[number]["options"]>;
