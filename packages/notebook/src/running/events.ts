import type { MimeBundle } from "../display/mime-bundle.ts";

/** What the process that runs a notebook tells, one line of JSON each. */
export type CellEvent =
  | { readonly kind: "begins"; readonly cell: number }
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | ({ readonly kind: "display" | "result" } & MimeBundle)
  | { readonly kind: "threw"; readonly text: string }
  | { readonly kind: "finished" };

/** The file descriptor on which the process tells; standard output belongs to the cells. */
export const EVENT_DESCRIPTOR = 3;
