import type { Genotype } from "../part.ts";
import { brafV600E } from "./braf-v600e.ts";
import { ntrkFusion } from "./ntrk-fusion.ts";
import { other } from "./other.ts";
import { ras } from "./ras.ts";
import { retFusion } from "./ret-fusion.ts";

/** The tumour genotypes the model knows. A further genotype is one file beside these and one line here. */
export const genotypes: readonly Genotype[] = [brafV600E, ras, retFusion, ntrkFusion, other];
