/** Thrown for a notebook that cannot be used or does not do what it should; carries everything that is wrong with it. */
export class NotebookRefused extends Error {
  readonly kind: "badFile" | "failed";
  readonly complaints: readonly string[];

  constructor(kind: "badFile" | "failed", name: string, complaints: readonly string[]) {
    super(complaints.map((complaint) => `${name}: ${complaint}`).join("\n"));
    this.name = "NotebookRefused";
    this.kind = kind;
    this.complaints = complaints;
  }
}
