/** A text as nbformat stores it: whole, or as a list of its lines with their ends. */
export type StoredText = string | readonly string[];

/** Forms by MIME type; JSON forms are objects, all others are text. */
export type StoredForms = Readonly<Record<string, unknown>>;

export type Output =
  | { readonly output_type: "stream"; readonly name: "stdout" | "stderr"; readonly text: StoredText }
  | {
      readonly output_type: "display_data";
      readonly data: StoredForms;
      readonly metadata: Readonly<Record<string, unknown>>;
    }
  | {
      readonly output_type: "execute_result";
      readonly data: StoredForms;
      readonly metadata: Readonly<Record<string, unknown>>;
      readonly execution_count: number | null;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    };

/** A cell; whatever else the file says of it is kept in `rest`. */
export interface Cell {
  readonly kind: "code" | "markdown" | "raw";
  /** `undefined` in files older than nbformat 4.5. */
  readonly id: string | undefined;
  readonly source: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly outputs: readonly Output[];
  readonly executionCount: number | undefined;
  readonly rest: Readonly<Record<string, unknown>>;
}

export interface Notebook {
  /** As the user named it, for messages. */
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly Cell[];
}

/** The whole of a stored text. */
export function wholeText(text: StoredText): string {
  return typeof text === "string" ? text : text.join("");
}

/** Jupyter does not run a cell without anything in it, nor do we. */
export function isRun(cell: Cell): boolean {
  return cell.kind === "code" && cell.source.trim() !== "";
}

/** What a person calls a cell: its place in the notebook and, for code that was or will be run, the number Jupyter shows. */
export function cellName(cells: readonly Cell[], index: number): string {
  const number = executionNumbers(cells)[index];
  return number === undefined ? `cell ${index + 1}` : `cell ${index + 1} [${number}]`;
}

/** The numbers of cells that are run, from 1 in the order of the notebook. */
export function executionNumbers(cells: readonly Cell[]): readonly (number | undefined)[] {
  let last = 0;
  return cells.map((cell) => (isRun(cell) ? ++last : undefined));
}
