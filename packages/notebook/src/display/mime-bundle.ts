/** The forms of one value by MIME type; the program that shows a notebook takes the richest that it knows. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, string | object>>;
  /** About single forms, by MIME type, e.g. the size at which a picture is shown. */
  readonly metadata: Readonly<Record<string, object>>;
}

/** The protocol by which Deno's kernel asks a value for its forms. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display") as never;

/** A value that knows how it is shown: as the last expression of a cell, or by `display`. */
export interface Displayable {
  readonly kind: "displayable";
  readonly bundle: () => Promise<MimeBundle>;
  readonly [jupyterDisplay]: () => Promise<MimeBundle["data"]>;
}

/** A displayable of these forms, which are made when it is shown. */
export function displayable(bundle: () => Promise<MimeBundle>): Displayable {
  return { kind: "displayable", bundle, [jupyterDisplay]: async () => (await bundle()).data };
}
