import { describe, expect, it } from "vitest";
import { reportHtml, scenarioFigures } from "../src/index.ts";
import { result, scenario } from "./fixtures/scenario-result.ts";

/** The page without the bytes of its fonts, which hold any letters. */
const withoutFonts = (markup: string) => markup.replaceAll(/base64,[A-Za-z0-9+/=]+/g, "");
const whole = await reportHtml(result, scenario);
const page = withoutFonts(whole);
const textOf = (markup: string) =>
  markup
    .replaceAll(/<style>[\s\S]*?<\/style>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

/** Tags that are open at the end, or closed without having been opened. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const bare = new Set(["meta", "br", "!doctype"]);
  for (const [, closing, name = "", empty] of markup
    .replaceAll(/<style>[\s\S]*?<\/style>/g, "")
    .matchAll(/<(\/?)([!a-z][a-z0-9]*)[^>]*?(\/?)>/gi)) {
    if (bare.has(name.toLowerCase()) || empty === "/") continue;
    if (closing === "") open.push(name);
    else if (open.pop() !== name) faults.push(name);
  }
  return [...faults, ...open];
}

describe("the report", () => {
  it("is one well-formed file that asks the network for nothing", () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en-GB">')).exactly(true);
    expect(unbalanced(page)).exactly([]);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|\ssrc=|url\((?!data:|#)/);
    expect(page).not.toMatch(/NaN|undefined|\[object/);
  });

  it("has the sections of a simulation report, each with a heading and an entry in the contents", () => {
    const ids = [
      "question",
      "answer",
      "evidence",
      "published-ranges",
      "model",
      "protocols",
      "cohort",
      "design",
      "operating-characteristics",
      "precision",
      "assumptions",
      "provenance",
    ];
    expect([...page.matchAll(/<section id="([^"]+)"/g)].map((match) => match[1])).exactly(ids);
    for (const id of ids) {
      expect(page).toContain(`<h2 id="${id}-title">`);
      expect(page).toContain(`<a href="#${id}">`);
    }
  });

  it("names every identifier once, and points at none that is missing", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).exactly([]);
    const targets = [...page.matchAll(/(?:href="#|aria-labelledby="|url\(#)([^")]+)/g)].map((match) => match[1]!);
    expect(targets.filter((id) => !ids.includes(id))).exactly([]);
  });

  it("shows every figure with a title and a description, and every table with a caption", () => {
    const figures = scenarioFigures(result, scenario);
    expect(figures.map((figure) => figure.name)).exactly([
      "forest-responseAt6Months",
      "forest-responseByGenotype",
      "published-ranges",
      "cohort",
      "power-response",
    ]);
    expect(
      page.match(/<svg role="graphics-document document"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/g)?.length,
    ).exactly(figures.length + figures.filter((figure) => figure.narrow !== undefined).length);
    expect(page.match(/<caption>/g)?.length).exactly(page.match(/<table>/g)?.length);
    expect(page.match(/<figcaption>/g)?.length).exactly(figures.length);
  });

  it("has forest plots that fit a phone, and their numbers as tables", () => {
    const narrow = [...page.matchAll(/<div class="narrow"><svg [^>]*style="max-width:(\d+)px;min-width:(\d+)px"/g)];
    expect(narrow.map((match) => [match[1], match[2]])).exactly([
      ["328", "0"],
      ["328", "0"],
    ]);
    expect(page.match(/<summary>The figure as a table<\/summary>/g)?.length).exactly(
      scenarioFigures(result, scenario).length,
    );
    expect(page).toContain("@media screen and (max-width: 40rem) { .scroll.wide { display: none; }");
  });

  it("gives each simulated number with its standard error, beside the analytic one", () => {
    const text = textOf(page);
    // Power 0.82 in 10,000 replicates: SE = sqrt(0.82 * 0.18 / 10000) = 0.38 percentage points.
    expect(text).toContain("Power 160 82.00 0.38 81.50 (approx.)");
    expect(text).toContain("Type I error 160 2.62 0.16 none: not asked for");
    expect(text).toContain(
      "No responses in either arm: 3 of 10,000 with 80 patients under the alternative and 3 of 10,000 with 80 patients under the null.",
    );
  });

  it("shows both models, the sensitivity to tier B, and what was left out", () => {
    const text = textOf(page);
    expect(text).toContain("Binomial-normal (GLMM) 4 20/62 32.3 21.9 to 44.8");
    expect(text).toContain("Inverse variance 4 20/62 32.7 16.9 to 53.7");
    expect(text).toContain("nothing left to pool");
    expect(text).toContain("Ho 2013: read at best, not at 6 months");
  });

  it("marks what is no evidence, a number that the scenario replaced among it", () => {
    const assumed = page.slice(page.indexOf("Numbers that are assumed"));
    expect(assumed).toContain('<span class="assumed">assumption</span>');
    expect(assumed).toContain("set by the scenario; was 7.4");
    expect(textOf(page)).toContain("Of the model’s 2 numbers, 2 rest on no evidence");
    expect(page).not.toContain("Numbers with a source");
  });

  it("answers in sentences", () => {
    const text = textOf(page).replaceAll("\u00A0", " ");
    expect(text).toContain(
      "Objective response at 6 months among evaluable patients: 32.3 % (95 % CI 21.9 to 44.8 %), from 4 studies of 62 patients.",
    );
    expect(text).toContain(
      "of the sizes that were tried, 160 patients are the fewest with a power of at least 80 %: 82.0 % (SE 0.38).",
    );
    expect(text).toContain(
      "Radioiodine is given to those in whom it is predicted to give at least one lesion 20 Gy. Activity: 5.5 GBq.",
    );
  });

  it("is the same to the last byte when made again", async () => {
    expect((await reportHtml(result, scenario)) === whole).exactly(true);
  });
});

describe("a report of trials that differ in more than their size", () => {
  it("says under which condition", async () => {
    const path = "arms.experimental.activity.activityGBq";
    const trials = result.trials.map((trial) => ({
      ...trial,
      cells: trial.cells.flatMap((cell) =>
        [5.5, 7.4].map((activityGBq) => ({ ...cell, condition: { ...cell.condition, [path]: activityGBq } })),
      ),
    }));
    const text = textOf(withoutFonts(await reportHtml({ ...result, trials }, scenario)));
    expect(text).toContain("160 patients (activityGBq 5.5) are the fewest");
    expect(text).toContain("Alternative, 80 patients (activityGBq 7.4), look 2");
    expect(text).toContain("Power 5.5 80 51.00");
  });
});

describe("a report with hostile texts", () => {
  const hostile = `<script>alert("1")</script> & </style> </svg> ' \u0000`;
  const [pool] = result.pools;
  const poisoned = {
    ...result,
    title: hostile,
    question: hostile,
    incomplete: [hostile],
    pools: [{ ...pool!, title: hostile, notes: [hostile], leftOut: [{ study: "x", label: hostile, reason: hostile }] }],
    trials: result.trials.map((trial) => ({ ...trial, title: hostile, sentences: [hostile] })),
    parameters: result.parameters.map((parameter) => ({
      ...parameter,
      description: hostile,
      note: hostile,
      sources: [{ cite: hostile, seen: hostile, url: "javascript:alert(1)" }],
    })),
    provenance: { ...result.provenance, seed: hostile, date: hostile },
  };

  it("holds them as text alone", async () => {
    const made = withoutFonts(await reportHtml(poisoned, scenario));
    expect(["<script", "javascript:", "\u0000"].filter((each) => made.includes(each))).exactly([]);
    expect(unbalanced(made)).exactly([]);
    expect(made.match(/<style>/g)?.length).exactly(1);
  });
});

describe("a report of a result that holds little", () => {
  it("leaves out what there is not, and says that it is not whole", async () => {
    const { cohort: _, ...rest } = result;
    const bare = {
      ...rest,
      pools: [],
      publishedRanges: [],
      restoration: [],
      trials: [],
      parameters: [],
      incomplete: ["the pool could not be estimated"],
    };
    const made = withoutFonts(await reportHtml(bare, scenario));
    expect([...made.matchAll(/<section id="([^"]+)"/g)].map((match) => match[1])).exactly([
      "question",
      "answer",
      "model",
      "protocols",
      "provenance",
    ]);
    expect(made).toContain("This result is not whole.");
  });
});
