import { biggerstaffTweedie, jackson } from "./generalised-q.ts";
import { profileLikelihood } from "./profile-likelihood.ts";
import { qProfile } from "./q-profile.ts";

/** The intervals of tau2 that inverse-variance pooling knows by name. */
export const tau2Intervals = [qProfile, profileLikelihood, biggerstaffTweedie, jackson] as const;
