import { type Axis, type AxisScale, fromEven } from "../axis/axis.ts";
import { chooseTicks, domainAround } from "../axis/ticks.ts";
import { tickText, type ValueStyle } from "../value-text.ts";

/** What the effects of a plot are: values on the scale of the model, shown as natural ones. */
export interface EffectOptions {
  /** Title of the axis: `Odds ratio`. */
  readonly effectTitle: string;
  /** What the values are: `linear`, themselves; `log`, logarithms; `logit`, logits. Labels are natural values. `linear` by default. */
  readonly effectScale?: AxisScale;
  /** `percent` for proportions, which logits are taken for. */
  readonly effectUnit?: ValueStyle["unit"];
}

/** How natural effects are written. */
export function effectStyle({ effectScale = "linear", effectUnit }: EffectOptions): ValueStyle {
  const unit = effectUnit ?? (effectScale === "logit" ? "percent" : "number");
  return { unit, decimals: unit === "percent" ? 1 : 2 };
}

/** From the scale of the model to the natural value. */
export function natural(value: number, { effectScale = "linear" }: EffectOptions): number {
  return fromEven(value, effectScale);
}

/** An axis around values on the scale of the model. */
export function effectAxis(
  values: readonly number[],
  options: EffectOptions,
  place: { readonly lengthPx: number; readonly direction?: "horizontal" | "vertical"; readonly margin?: number },
): Axis {
  const { effectScale: scale = "linear", effectTitle } = options;
  const style = effectStyle(options);
  const domain = domainAround(
    values.map((value) => natural(value, options)),
    scale,
    place.margin,
  );
  const title = style.unit === "percent" ? `${effectTitle} (%)` : effectTitle;
  return {
    scale,
    domain,
    ticks: chooseTicks({
      scale,
      domain,
      lengthPx: place.lengthPx,
      label: (value) => tickText(value, style.unit),
      ...(place.direction === undefined ? {} : { direction: place.direction }),
    }),
    title,
    lengthPx: place.lengthPx,
  };
}

/** An axis of plain numbers from 0 or around them. */
export function numberAxis(
  values: readonly number[],
  place: {
    readonly title: string;
    readonly lengthPx: number;
    readonly from?: number;
    readonly direction?: "horizontal" | "vertical";
    readonly unit?: ValueStyle["unit"];
  },
): Axis {
  const around = domainAround(place.from === undefined ? values : [place.from, ...values], "linear");
  const top = place.unit === "percent" ? Math.min(1, around[1]) : around[1];
  const domain = place.from === undefined ? around : ([place.from, top] as const);
  return {
    scale: "linear",
    domain,
    ticks: chooseTicks({
      scale: "linear",
      domain,
      lengthPx: place.lengthPx,
      label: (value) => tickText(value, place.unit ?? "number"),
      ...(place.direction === undefined ? {} : { direction: place.direction }),
    }),
    title: place.title,
    lengthPx: place.lengthPx,
  };
}
