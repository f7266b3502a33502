import type { ScenarioResult } from "@rekindle/scenario";
import { rangeWords, sentenceCase } from "../words.ts";
import { figureHtml, type Figures, list, type Section } from "./section.ts";

/** Ranges that others published, beside our estimates. */
export function publishedRangesSection({ publishedRanges }: ScenarioResult, figures: Figures): Section {
  const sentences = publishedRanges.map(
    ({ label, lower, upper, lowerSource, upperSource }) =>
      `${sentenceCase(label)}: ${rangeWords(lower, upper)}. Lowest: ${lowerSource}. Highest: ${upperSource}.`,
  );
  const caption =
    "A range of observed rates widens with every small study; it says neither where the mean lies nor where a new study will fall.";
  const content =
    publishedRanges.length === 0 ? [] : [...figureHtml(figures, "published-ranges", caption), list(sentences)];
  return { id: "published-ranges", title: "Published ranges", content };
}
