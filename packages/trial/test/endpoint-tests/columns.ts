import type { LookColumns } from "../../src/index.ts";

/** A two-by-two table of one stratum. */
export interface Table {
  readonly x1: number;
  readonly n1: number;
  readonly x0: number;
  readonly n0: number;
}

/** Patients of these tables, one stratum each. */
export function responseColumns(tables: readonly Table[]): LookColumns {
  const rows = tables.flatMap(({ x1, n1, x0, n0 }, stratum) => [
    ...Array.from({ length: n1 }, (_, i) => ({ arm: 1, stratum, response: i < x1 ? 1 : 0 })),
    ...Array.from({ length: n0 }, (_, i) => ({ arm: 0, stratum, response: i < x0 ? 1 : 0 })),
  ]);
  return {
    patients: rows.length,
    arm: Uint8Array.from(rows, (row) => row.arm),
    stratum: Uint8Array.from(rows, (row) => row.stratum),
    response: Uint8Array.from(rows, (row) => row.response),
    timeDays: new Float64Array(0),
    event: new Uint8Array(0),
  };
}

export interface SurvivalRows {
  readonly time: readonly number[];
  readonly event: readonly number[];
  readonly arm: readonly number[];
  readonly stratum: readonly number[];
}

export function survivalColumns({ time, event, arm, stratum }: SurvivalRows): LookColumns {
  return {
    patients: time.length,
    arm: Uint8Array.from(arm),
    stratum: Uint8Array.from(stratum),
    response: new Uint8Array(time.length),
    timeDays: Float64Array.from(time),
    event: Uint8Array.from(event),
  };
}
