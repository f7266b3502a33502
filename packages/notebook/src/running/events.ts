import { z } from "zod";
import type { MimeBundle } from "../display/mime-bundle.ts";

/** What the process that runs a notebook tells, one line of JSON each. */
export type CellEvent =
  | { readonly kind: "begins"; readonly cell: number }
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | ({ readonly kind: "display" | "result" } & MimeBundle)
  | { readonly kind: "threw"; readonly text: string }
  | { readonly kind: "finished" };

const record = z.record(z.string(), z.unknown());
const forms = { data: z.record(z.string(), z.union([z.string(), z.looseObject({})])), metadata: record };
const eventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("begins"), cell: z.int() }),
  z.object({ kind: z.literal("stream"), name: z.enum(["stdout", "stderr"]), text: z.string() }),
  z.object({ kind: z.literal("display"), ...forms }),
  z.object({ kind: z.literal("result"), ...forms }),
  z.object({ kind: z.literal("threw"), text: z.string() }),
  z.object({ kind: z.literal("finished") }),
]);

/** What a line says; undefined if it is none of ours, since a cell may write anywhere and replace anything. */
export function eventOf(line: string): CellEvent | undefined {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data as CellEvent | undefined;
  } catch {
    return undefined;
  }
}
