import { z } from "zod";

/**
 * Which studies get `add` (0.5 by default) in every cell of their table: only those with an empty cell that leaves no finite effect
 * (`onlyZeroCells`, the default), every study if there is any such (`everyStudyIfAnyZeroCell`), every study, or none.
 */
export const correctionSchema = z.strictObject({
  kind: z.enum(["onlyZeroCells", "everyStudyIfAnyZeroCell", "everyStudy", "none"]),
  add: z.exactOptional(z.number().positive()),
});

export type CorrectionOptions = Readonly<z.output<typeof correctionSchema>>;

/** What each study gets, and the same in words. */
export interface CorrectionPlan {
  readonly added: readonly number[];
  readonly words: string;
  /** Studies left without a finite effect, because no correction was wanted. */
  readonly without: readonly number[];
}

/** @param needs for each study, whether it has no finite effect as it stands. */
export function planCorrection(needs: readonly boolean[], options: CorrectionOptions | undefined): CorrectionPlan {
  const { kind, add = 0.5 } = options ?? { kind: "onlyZeroCells" };
  const any = needs.includes(true);
  const everyone = kind === "everyStudy" || (kind === "everyStudyIfAnyZeroCell" && any);
  const added = needs.map((needed) => (everyone || (needed && kind === "onlyZeroCells") ? add : 0));
  const without = kind === "none" ? needs.flatMap((needed, index) => (needed ? [index] : [])) : [];
  return { added, words: wordsFor(add, added, everyone), without };
}

function wordsFor(add: number, added: readonly number[], everyone: boolean): string {
  const count = added.filter((extra) => extra > 0).length;
  if (everyone) return `${add} added to every cell of every study`;
  if (count === 0) return "no continuity correction";
  return `${add} added to every cell of studies with an empty one (${count} of ${added.length})`;
}
