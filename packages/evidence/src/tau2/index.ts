import { commonEffect } from "./common-effect.ts";
import { derSimonianLaird } from "./dersimonian-laird.ts";
import { empiricalBayes } from "./empirical-bayes.ts";
import { hedges } from "./hedges.ts";
import { hunterSchmidt } from "./hunter-schmidt.ts";
import { fullLikelihood } from "./maximum-likelihood.ts";
import { pauleMandel } from "./paule-mandel.ts";
import { restrictedMaximumLikelihood } from "./restricted-likelihood.ts";
import { sidikJonkman } from "./sidik-jonkman.ts";

/** The estimators of tau2 that `pool` knows by name. */
export const tau2Estimators = [
  restrictedMaximumLikelihood,
  derSimonianLaird,
  pauleMandel,
  fullLikelihood,
  empiricalBayes,
  sidikJonkman,
  hedges,
  hunterSchmidt,
  commonEffect,
] as const;
