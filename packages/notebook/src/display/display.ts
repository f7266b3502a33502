import { inspect } from "node:util";
import { type Displayable, jupyterDisplay, type MimeBundle } from "./mime-bundle.ts";
import { isPlotSpec } from "./plot-spec.ts";
import { isPng } from "./png-size.ts";

/** Where our own runner waits for what a cell shows. */
export const runnerSymbol: unique symbol = Symbol.for("rekindle.notebook") as never;

interface Runner {
  readonly show: (bundle: Promise<MimeBundle>) => Promise<void>;
}

interface DenoKernel {
  readonly broadcast: (type: "display_data", content: object) => Promise<void>;
}

/**
 * Shows a value below the cell: a figure, table or text of this package, a Vega-Lite specification, the bytes of a PNG file, text, or
 * any other value as the console would print it. It does so under `notebooks run` and in Deno's kernel; in a plain program it prints
 * the text. Await it, so that outputs stand in the order of the calls.
 *
 * @example await display(table([{ Study: "A", Restored: 12 }], { caption: "Counts" }));
 */
export async function display(value: unknown): Promise<void> {
  const runner = (globalThis as { readonly [runnerSymbol]?: Runner })[runnerSymbol];
  if (runner !== undefined) return runner.show(bundleOf(value));
  const bundle = await bundleOf(value);
  const kernel = (globalThis as { readonly Deno?: { readonly jupyter?: DenoKernel } }).Deno?.jupyter;
  if (kernel !== undefined) return kernel.broadcast("display_data", { ...bundle, transient: {} });
  const words = bundle.data["text/plain"];
  process.stdout.write(`${typeof words === "string" ? words : textOf(bundle.data)}\n`);
}

/** The forms of any value. What draws is loaded when there is something to draw, since it takes a second. */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  if (isOurs(value)) return value.bundle();
  if (isForeign(value)) return { data: checkedForms(await value[jupyterDisplay]()), metadata: {} };
  if (isPlotSpec(value)) return (await import("./pictures.ts")).figure(value).bundle();
  if (value instanceof Uint8Array && isPng(value))
    return (await import("./pictures.ts")).png(value, { alternative: "Picture" }).bundle();
  return { data: { "text/plain": typeof value === "string" ? value : textOf(value) }, metadata: {} };
}

/** Forms that a value of another package says it has. */
function checkedForms(forms: unknown): MimeBundle["data"] {
  const isForm = (form: unknown) => typeof form === "string" || (typeof form === "object" && form !== null);
  if (typeof forms === "object" && forms !== null && Object.values(forms).every(isForm))
    return forms as MimeBundle["data"];
  throw new TypeError(`a value shows itself as ${textOf(forms)}, which is no object of texts and JSON by MIME type`);
}

/** As the console prints it, whatever the terminal and its width. */
export function textOf(value: unknown): string {
  return inspect(value, { colors: false, depth: 4, breakLength: 100, maxArrayLength: 100, maxStringLength: 10_000 });
}

function isOurs(value: unknown): value is Displayable {
  return isForeign(value) && (value as Partial<Displayable>).kind === "displayable";
}

function isForeign(value: unknown): value is { readonly [jupyterDisplay]: () => Promise<MimeBundle["data"]> } {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, jupyterDisplay) === "function";
}
