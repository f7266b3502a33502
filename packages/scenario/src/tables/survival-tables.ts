import type { SheetSurvival } from "../survival/sheet-survival.ts";
import type { Row } from "./columns.ts";
import { csvOf } from "./columns.ts";
import type { ResultTable } from "./result-tables.ts";

/**
 * The tables of the survival of a sheet: groups, their curves, and ratios against the control group. `tableOf(rows)` makes a table of
 * arquero of each; a time that is not reached is left empty.
 * @example survivalTables(survival).map(({ name }) => name); // ["groups", "curves", "hazard-ratios"]
 */
export function survivalTables(survival: SheetSurvival): readonly ResultTable[] {
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    ["groups", groupRows(survival)],
    ["curves", curveRows(survival)],
    ["hazard-ratios", ratioRows(survival)],
  ];
  return tables.flatMap(([name, rows]) => (rows.length === 0 ? [] : [{ name, rows, csv: csvOf(rows) }]));
}

function groupRows(survival: SheetSurvival): readonly Row[] {
  if (survival.kind === "intervalCensored")
    return survival.groups.map(({ name, patients, median }) => ({
      group: name,
      patients,
      medianAfter: median.kind === "within" ? median.left : undefined,
      medianBy: median.kind === "within" ? median.right : undefined,
    }));
  return survival.groups.map(({ name, patients, events, median, restrictedMean }) => {
    const timeOf = (time: typeof median.estimate) => (time.kind === "reached" ? time.time : undefined);
    const mean = restrictedMean.kind === "tested" ? restrictedMean : undefined;
    return {
      group: name,
      patients,
      events,
      median: timeOf(median.estimate),
      medianLower: timeOf(median.lower),
      medianUpper: timeOf(median.upper),
      horizon: survival.horizon,
      restrictedMean: mean?.mean,
      restrictedMeanStandardError: mean === undefined ? undefined : Math.sqrt(mean.variance),
    };
  });
}

function curveRows(survival: SheetSurvival): readonly Row[] {
  if (survival.kind === "rightCensored")
    return survival.groups.flatMap(({ name, curve }) =>
      curve.points.map(({ time, atRisk, events, censored, survival: share, standardError, interval }) => ({
        group: name,
        time,
        atRisk,
        events,
        censored,
        survival: share,
        standardError,
        lower: interval?.lower,
        upper: interval?.upper,
      })),
    );
  return survival.groups.flatMap(({ name, curve }) =>
    curve.kind === "notConverged"
      ? []
      : curve.masses.map(({ left, right, mass, survival: share }) => ({
          group: name,
          after: left,
          by: right === Infinity ? undefined : right,
          mass,
          survival: share,
        })),
  );
}

function ratioRows(survival: SheetSurvival): readonly Row[] {
  const control = survival.groups[0]!.name;
  if (survival.kind === "rightCensored")
    return survival.cox?.kind === "converged"
      ? survival.cox.coefficients.map(({ covariate, hazardRatio, interval, z, pValue }) => ({
          group: covariate,
          control,
          hazardRatio,
          lower: interval.lower,
          upper: interval.upper,
          z,
          pValue,
        }))
      : [];
  const fit = survival.weibull?.hazards;
  return fit?.kind === "converged"
    ? fit.coefficients.map(({ covariate, ratio, interval, z, pValue }) => ({
        group: covariate,
        control,
        hazardRatio: ratio,
        lower: interval.lower,
        upper: interval.upper,
        z,
        pValue,
      }))
    : [];
}
