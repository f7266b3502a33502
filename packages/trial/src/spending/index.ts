import type { z } from "zod";
import { hwangShihDeCani } from "./hwang-shih-decani.ts";
import { kimDeMets } from "./kim-demets.ts";
import { lanDeMetsOBrienFleming } from "./lan-demets-obrien-fleming.ts";
import { lanDeMetsPocock } from "./lan-demets-pocock.ts";
import { userDefined } from "./user-defined.ts";

/** Every spending function, one line each. */
export const spendingFunctions = [
  lanDeMetsOBrienFleming,
  lanDeMetsPocock,
  kimDeMets,
  hwangShihDeCani,
  userDefined,
] as const;

export type SpendingRecipe = z.input<(typeof spendingFunctions)[number]["options"]>;
