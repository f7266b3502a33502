import type { CorrectionOptions, GivenEffects } from "@rekindle/evidence";
import {
  pool,
  poolEffects,
  poolEffectSubgroups,
  poolMantelHaenszel,
  poolMantelHaenszelSubgroups,
  poolSubgroups,
  poolTwoArms,
  regressEffects,
} from "@rekindle/evidence";
import type { Issue } from "@rekindle/stats";
import { InvalidInput } from "@rekindle/stats";
import { issueAt, type Sheet } from "../sheet/sheet.ts";
import type { CheckedText } from "../text/placed-issue.ts";
import { inTextOrder } from "../text/placed-issue.ts";
import { checkOptions } from "./check-options.ts";
import type { StudyFamily } from "./column-families.ts";
import { findColumns, type FoundColumns, unknownColumn } from "./find-columns.ts";
import { exploreSheet } from "./explore-sheet.ts";
import { measureNamed, usualMeasure } from "./measure-names.ts";
import { effectChoices, levelOf, named, type PoolPlan, rateChoices, regressionChoices } from "./pool-plan.ts";
import { readStudies, type SheetStudies } from "./read-studies.ts";
import { sheetEffects } from "./sheet-effects.ts";
import { type AskedModerator, askedModerators, readModerators } from "./sheet-moderators.ts";
import type { PooledTogether, SheetPool, SheetPoolOptions, SheetSubgroups } from "./sheet-pool.ts";

/**
 * Pools the studies of a sheet: rates of one arm by the binomial-normal model, everything else by inverse variance with REML and the
 * modified Hartung-Knapp interval, unless options say otherwise; with subgroups and meta-regression where these are asked for. Columns
 * are known by metafor's and meta's names. What is wrong with the file comes back as issues with line and column.
 * @throws InvalidInput for what is wrong with the options.
 * @example
 * const sheet = orThrow(readSheet("study,event,n\nHo 2013,5,20\nDunn 2019,2,10\n"));
 * const pooled = orThrow(poolSheet(sheet, { method: "GLMM" }));
 */
export function poolSheet(sheet: Sheet, options: SheetPoolOptions = {}): CheckedText<SheetPool> {
  const { by, moderators: written = [] } = options;
  const family = options.measure === undefined ? {} : { family: measureNamed(options.measure).family };
  const found = refuseUnsoundOptions(sheet, options, family);
  const asked = askedModerators(sheet, written);
  const read = readStudies(sheet, {
    ...family,
    ...(options.columns === undefined ? {} : { columns: options.columns }),
    ...(options.label === undefined ? {} : { label: options.label }),
    needed: [by, options.cumulate, options.cluster, ...asked.map(({ column }) => column)].filter(
      (column) => column !== undefined,
    ),
  });
  if (read.kind === "invalid") return read;
  const plan = { ...checkOptions(options, found.family.kind), options };
  return placed(sheet, read.value, () => poolStudies(sheet, read.value, plan, asked));
}

/** Everything that is wrong with the options, at once. @throws InvalidInput */
function refuseUnsoundOptions(
  sheet: Sheet,
  options: SheetPoolOptions,
  family: { readonly family?: StudyFamily },
): FoundColumns {
  const { by, label, columns, moderators = [] } = options;
  const issues: Issue[] = [];
  const gather = <T>(call: () => T): T | undefined => {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      issues.push(...error.issues);
      return undefined;
    }
  };
  const found = gather(() =>
    findColumns(sheet.columns, { ...(columns === undefined ? {} : { names: columns }), ...family }),
  );
  const columnsOf = { by, label, cumulate: options.cumulate, cluster: options.cluster };
  for (const [option, column] of Object.entries(columnsOf))
    if (column !== undefined && !sheet.columns.includes(column))
      issues.push(unknownColumn(sheet.columns, column, [option]));
  gather(() => askedModerators(sheet, moderators));
  if (found !== undefined) gather(() => checkOptions(options, found.family.kind));
  if (found === undefined || issues.length > 0) throw new InvalidInput(issues);
  return found;
}

/** Issues about a study, which name its position first, are put at its row; others are about the options. */
function placed(
  sheet: Sheet,
  { numbers, found }: SheetStudies,
  run: () => CheckedText<SheetPool>,
): CheckedText<SheetPool> {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const { issues } = error;
    const ofStudies = issues.every(({ path }) => typeof path[0] === "number" && path[0] < numbers.rows.length);
    if (!ofStudies || issues.length === 0) throw error;
    const column = found.columnOf[found.fields[0]!]!;
    const told = issues.map(({ path, ...issue }) => {
      const { row, label } = numbers.rows[path[0] as number]!;
      const message = issue.message.includes(label) ? issue.message : `${label}: ${issue.message}`;
      return issueAt(sheet, { row, column }, { ...issue, message });
    });
    return { kind: "invalid", issues: inTextOrder(told) };
  }
}

function poolStudies(
  sheet: Sheet,
  studies: SheetStudies,
  plan: PoolPlan,
  asked: readonly AskedModerator[],
): CheckedText<SheetPool> {
  const { numbers, found, leftOut } = studies;
  const rows = numbers.rows.map(({ row }) => row);
  const { moderators, issues } = readModerators(sheet, rows, asked);
  if (issues.length > 0) return { kind: "invalid", issues };
  const { method, options } = plan;
  const needsEffects = method.kind === "inverseVariance" || moderators.length > 0;
  const effects = needsEffects ? effectsOf(studies, plan) : undefined;
  const together = poolTogether(studies, plan, effects);
  const subgroups = options.by === undefined ? {} : { subgroups: subgroupsOf(sheet, studies, plan, effects) };
  const regression =
    effects === undefined || moderators.length === 0
      ? {}
      : {
          regression: {
            moderators: moderators.map(({ name }) => name),
            scale: effects.measure.scale,
            result: regressEffects(effects, { moderators, ...regressionChoices(plan) }),
          },
        };
  const value: SheetPool = {
    family: found.family.kind,
    familyLabel: found.family.label,
    columns: Object.fromEntries(found.fields.map((field) => [field, sheet.columns[found.columnOf[field]!]!])),
    ...(method.kind === "inverseVariance" || method.kind === "mantelHaenszel" ? { measure: plan.measure } : {}),
    method,
    studies: numbers.rows.length,
    together,
    ...subgroups,
    ...regression,
    explorations: exploreSheet(sheet, { numbers, effects, plan }),
    leftOut,
    notes: [...studies.notes, ...passedOverNote(found), ...methodNotes(plan, moderators.length > 0, effects)],
  };
  return { kind: "valid", value };
}

function effectsOf({ numbers }: SheetStudies, { measure, method, options }: PoolPlan) {
  const correction = options.correction as CorrectionOptions | undefined;
  const own = method.kind === "inverseVariance" ? measure : usualMeasure(numbers.family).kind;
  return sheetEffects(numbers, { measure: own, ...(correction === undefined ? {} : { correction }) });
}

function poolTogether(
  { numbers }: SheetStudies,
  plan: PoolPlan,
  effects: (GivenEffects & { readonly warnings?: readonly string[] }) | undefined,
): PooledTogether {
  const { method, measure, options } = plan;
  if (numbers.family === "proportions") {
    const pooled = pool(numbers.rows, rateChoices(plan));
    if (method.kind !== "inverseVariance") return { kind: "rate", pooled };
    return { kind: "rate", pooled, onScale: poolEffects(effects!, effectChoices(plan)) };
  }
  if (numbers.family === "comparisons" && method.kind === "twoArmBinomialNormal") {
    const choices = { model: method.model, ...levelOf(options), ...named("prediction", options.prediction) };
    return { kind: "oddsRatio", pooled: poolTwoArms(numbers.rows, choices) };
  }
  if (numbers.family === "comparisons" && method.kind === "mantelHaenszel") {
    const pooled = poolMantelHaenszel(numbers.rows, { measure: mantelHaenszelMeasure(measure), ...levelOf(options) });
    return { kind: "mantelHaenszel", pooled };
  }
  const pooled = poolEffects(effects!, effectChoices(plan));
  return { kind: "effect", pooled: { ...pooled, warnings: [...(effects!.warnings ?? []), ...pooled.warnings] } };
}

function mantelHaenszelMeasure(measure: string): "oddsRatio" | "riskRatio" | "riskDifference" {
  if (measure === "logOddsRatio") return "oddsRatio";
  if (measure === "logRiskRatio") return "riskRatio";
  if (measure === "riskDifference") return "riskDifference";
  const message = `Mantel and Haenszel's method has no ${measure}`;
  const hint = "allowed: logOddsRatio (OR), logRiskRatio (RR), riskDifference (RD)";
  throw new InvalidInput([{ kind: "notAllowed", path: ["measure"], message, hint }]);
}

function subgroupsOf(
  sheet: Sheet,
  { numbers }: SheetStudies,
  plan: PoolPlan,
  effects: GivenEffects | undefined,
): SheetSubgroups {
  const by = plan.options.by!;
  const column = sheet.columns.indexOf(by);
  const groups = numbers.rows.map(({ row }) => sheet.rows[row]![column]!);
  const names = [...new Set(groups)];
  if (names.length < 2) {
    const message = `${JSON.stringify(by)} has only the value ${JSON.stringify(names[0])}`;
    throw new InvalidInput([{ kind: "tooFew", path: ["by"], message, hint: "at least two groups are needed" }]);
  }
  const spread = plan.options.spread === undefined ? {} : { spread: plan.options.spread };
  if (numbers.family === "comparisons" && plan.method.kind === "mantelHaenszel") {
    const measure = mantelHaenszelMeasure(plan.measure);
    const result = poolMantelHaenszelSubgroups(numbers.rows, { groups, measure, ...levelOf(plan.options) });
    return { kind: "mantelHaenszel", by, result };
  }
  if (numbers.family !== "proportions") {
    const result = poolEffectSubgroups(effects!, { groups, ...spread, pool: effectChoices(plan) });
    return { kind: "effect", by, result };
  }
  const rows = names.map((group) => ({
    group,
    label: group,
    rows: numbers.rows.filter((_, i) => groups[i] === group),
  }));
  return { kind: "rate", by, result: poolSubgroups(rows, { ...spread, pool: rateChoices(plan) }) };
}

function passedOverNote({ family, passedOver }: SheetStudies["found"]): readonly string[] {
  if (passedOver.length === 0) return [];
  const others = passedOver.join(", ");
  return [`read as ${family.label}; the file also has columns of ${others}, which a measure of theirs would read`];
}

function methodNotes(
  { method }: PoolPlan,
  hasModerators: boolean,
  effects: GivenEffects | undefined,
): readonly string[] {
  if (!hasModerators || method.kind === "inverseVariance" || effects === undefined) return [];
  const { scale } = effects.measure;
  return [`moderators are fitted by inverse variance on the ${scale} scale, tau2 by REML, since this model takes none`];
}
