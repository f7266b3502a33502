import type { TestResult } from "../design.ts";
import type { LookColumns, ReadyTest } from "../endpoint-test.ts";

/** Results of a response test at every possible table of two arms of given sizes. */
export type ResponsePlane = (experimentalResponses: number, controlResponses: number) => TestResult;

/**
 * Lets a response test look at any table of `control` + `experimental` patients of one stratum. The result is the test's own and
 * valid until the next call.
 */
export function responsePlane(
  test: ReadyTest,
  sizes: { readonly control: number; readonly experimental: number },
): ResponsePlane {
  const { control, experimental } = sizes;
  const patients = control + experimental;
  const arm = new Uint8Array(patients).fill(1, control);
  const response = new Uint8Array(patients);
  const columns: LookColumns = {
    patients,
    arm,
    stratum: new Uint8Array(patients),
    response,
    timeDays: new Float64Array(0),
    event: new Uint8Array(0),
  };
  return (experimentalResponses, controlResponses) => {
    response.fill(0);
    response.fill(1, 0, controlResponses);
    response.fill(1, control, control + experimentalResponses);
    return test(columns);
  };
}
