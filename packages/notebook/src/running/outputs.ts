import type { Output } from "../format/notebook.ts";
import type { CellEvent } from "./events.ts";

/** How much a notebook may give out before it is stopped. */
export interface OutputLimits {
  /** Characters that one cell prints. */
  readonly printedPerCell: number;
  /** Characters of all that one cell prints and shows. */
  readonly shownPerCell: number;
}

export interface GatheredOutputs {
  readonly take: (event: CellEvent, size: number) => string | undefined;
  readonly outputsOf: (cell: number) => readonly Output[];
  /** The cell that runs now; `undefined` before the first. */
  readonly current: () => number | undefined;
}

/** Sorts what the process tells by cell. `take` gives a complaint when a cell gives out too much. */
export function gatherOutputs({ printedPerCell, shownPerCell }: OutputLimits): GatheredOutputs {
  const gathered = new Map<number, Output[]>();
  // What packages print while they are loaded stands in the first cell.
  const early: Output[] = [];
  let current: number | undefined;
  let printed = 0;
  let shown = 0;

  const begin = (cell: number) => {
    gathered.set(cell, current === undefined ? early : []);
    current = cell;
    printed = 0;
    shown = 0;
  };

  return {
    current: () => current,
    outputsOf: (cell) => gathered.get(cell) ?? [],
    take(event, size) {
      if (event.kind === "begins") begin(event.cell);
      const outputs = current === undefined ? early : gathered.get(current)!;
      shown += size;
      if (event.kind === "stream") {
        printed += event.text.length;
        append(outputs, event.name, event.text);
      }
      if (event.kind === "display")
        outputs.push({ output_type: "display_data", data: event.data, metadata: event.metadata });
      if (event.kind === "result")
        outputs.push({
          output_type: "execute_result",
          data: event.data,
          metadata: event.metadata,
          execution_count: null,
        });
      if (printed > printedPerCell) return `printed more than ${printedPerCell.toLocaleString("en-GB")} characters`;
      if (shown > shownPerCell) return `showed more than ${shownPerCell.toLocaleString("en-GB")} characters of outputs`;
      return undefined;
    },
  };
}

/** Prints that follow each other are one output, however often the stream was written to. */
function append(outputs: Output[], name: "stdout" | "stderr", text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name)
    outputs[outputs.length - 1] = { ...last, text: `${String(last.text)}${text}` };
  else outputs.push({ output_type: "stream", name, text });
}
