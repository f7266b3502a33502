import { hartungKnapp } from "./hartung-knapp.ts";
import { kenwardRoger } from "./kenward-roger.ts";
import { modifiedHartungKnapp } from "./modified-hartung-knapp.ts";
import { t } from "./t.ts";
import { wald } from "./wald.ts";

/** The intervals for a mean that `pool` knows by name. */
export const meanIntervals = [modifiedHartungKnapp, hartungKnapp, kenwardRoger, t, wald] as const;
