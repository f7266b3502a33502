import type { z } from "zod";
import { fixed } from "./fixed.ts";
import { groupSequential } from "./group-sequential.ts";

/** Every design, one line each. */
export const designs = [fixed, groupSequential] as const;

export type DesignRecipe = z.input<(typeof designs)[number]["options"]>;
