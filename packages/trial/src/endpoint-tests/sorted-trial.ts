import { createLogRankWorkspace, type LogRankColumns, type LogRankWorkspace, sortForLogRank } from "@rekindle/stats";
import type { LookColumns } from "../endpoint-test.ts";

/** Sorts the patients of a look by time, strata apart or together, into a work space that is used again. */
export interface TrialSorter {
  readonly workspace: LogRankWorkspace;
  /** Whether there was anyone to sort. */
  readonly sort: (columns: LookColumns) => boolean;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** @param context.strata 1 for a test that ignores strata. */
export function trialSorter(context: { readonly strata: number; readonly capacity: number }): TrialSorter {
  const workspace = createLogRankWorkspace({ patients: Math.max(1, context.capacity), strata: context.strata });
  const nobody = new Uint8Array(0);
  const columns: Mutable<LogRankColumns> = { patients: 0, times: new Float64Array(0), events: nobody, groups: nobody };
  return {
    workspace,
    sort: ({ patients, timeDays, event, arm, stratum }) => {
      if (patients === 0) return false;
      columns.patients = patients;
      columns.times = timeDays;
      columns.events = event;
      columns.groups = arm;
      if (context.strata > 1) columns.strata = stratum;
      sortForLogRank(workspace, columns);
      return true;
    },
  };
}
