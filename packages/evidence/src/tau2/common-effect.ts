import { defineTau2Estimator } from "./tau2-estimator.ts";

/** No variance between studies: the common-effect model. */
export const commonEffect = defineTau2Estimator({
  kind: "commonEffect",
  label: "common effect",
  estimate: () => ({ kind: "estimated", tau2: 0 }),
});
