import type { LookColumns } from "../endpoint-test.ts";

/** The 2 × 2 table of each stratum: patients and responses per arm. */
export interface ResponseCounts {
  readonly control: Int32Array;
  readonly experimental: Int32Array;
  readonly controlResponses: Int32Array;
  readonly experimentalResponses: Int32Array;
}

export function createResponseCounts(strata: number): ResponseCounts {
  const column = () => new Int32Array(strata);
  return { control: column(), experimental: column(), controlResponses: column(), experimentalResponses: column() };
}

/** Fills the tables of all strata, or one table over all strata if `byStratum` is 0. */
export function countResponses(
  columns: LookColumns,
  target: { readonly counts: ResponseCounts; readonly byStratum: 0 | 1 },
): void {
  const { control, experimental, controlResponses, experimentalResponses } = target.counts;
  const { arm, stratum, response, patients } = columns;
  control.fill(0);
  experimental.fill(0);
  controlResponses.fill(0);
  experimentalResponses.fill(0);
  if (target.byStratum === 0) {
    let n1 = 0;
    let x1 = 0;
    let x = 0;
    for (let i = 0; i < patients; i++) {
      const a = arm[i]!;
      const r = response[i]!;
      n1 += a;
      x1 += a & r;
      x += r;
    }
    control[0] = patients - n1;
    experimental[0] = n1;
    controlResponses[0] = x - x1;
    experimentalResponses[0] = x1;
    return;
  }
  for (let i = 0; i < patients; i++) {
    const s = stratum[i]!;
    const a = arm[i]!;
    const r = response[i]!;
    experimental[s] = experimental[s]! + a;
    control[s] = control[s]! + 1 - a;
    experimentalResponses[s] = experimentalResponses[s]! + (a & r);
    controlResponses[s] = controlResponses[s]! + ((1 - a) & r);
  }
}
