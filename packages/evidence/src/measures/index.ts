import { arcsineProportion } from "./arcsine-proportion.ts";
import { freemanTukey } from "./freeman-tukey.ts";
import { logProportion } from "./log-proportion.ts";
import { logitProportion } from "./logit-proportion.ts";
import { rawProportion } from "./raw-proportion.ts";

/** The measures of single proportions that `measureEffects` and `pool` know by name. */
export const measures = [logitProportion, arcsineProportion, logProportion, rawProportion, freemanTukey] as const;
