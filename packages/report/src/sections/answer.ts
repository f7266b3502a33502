import type { Scenario, ScenarioResult, TrialResult } from "@rekindle/scenario";
import { grouped, percent } from "@rekindle/plots";
import { html, type Html } from "../html/html.ts";
import { shareWords } from "../figures/scenario-figures.ts";
import { listWords, patientsWords, poolSubject, rangeWords, rateWords, sentenceCase } from "../words.ts";
import { conditionWords } from "./conditions.ts";
import { list, paragraph, type Section } from "./section.ts";

/** The answer in a few sentences, each of which stands on a section below. */
export function answerSection(result: ScenarioResult, scenario: Scenario): Section {
  const sentences = [
    ...result.pools.filter((pool) => pool.by === "study").flatMap(poolSentence),
    ...cohortSentence(result, scenario),
    ...result.trials.flatMap(trialSentences),
  ];
  const content = sentences.length === 0 ? [] : [html`<div class="answer">${list(sentences)}</div>`];
  return { id: "answer", title: "Answer in short", content: [...incompleteBox(result), ...content] };
}

function incompleteBox({ incomplete }: ScenarioResult): Html[] {
  if (incomplete.length === 0) return [];
  return [html`<div class="caution"><p><strong>This result is not whole.</strong></p>${list(incomplete)}</div>`];
}

function poolSentence(pool: ScenarioResult["pools"][number]): string[] {
  const models = pool.groups[0]?.models;
  if (models === undefined) return [];
  const { mean, prediction, studies, n } = models.binomialNormal;
  const further =
    prediction.kind === "estimated"
      ? ` A further study is expected between ${rangeWords(prediction.interval.lower, prediction.interval.upper, "and")}.`
      : "";
  const studyWords = `${studies.length} ${studies.length === 1 ? "study" : "studies"}`;
  return [
    `${sentenceCase(poolSubject(pool))}: ${rateWords(mean)}, from ${studyWords} of ${patientsWords(n)}.${further}`,
  ];
}

function cohortSentence({ cohort }: ScenarioResult, { arms }: Scenario): string[] {
  const contrast = cohort?.contrasts.find((each) => each.genotype === "all");
  if (cohort === undefined || contrast === undefined) return [];
  const row = (protocol: string) => cohort.rows.find((each) => each.genotype === "all" && each.protocol === protocol);
  const [control, experimental] = [row(contrast.control), row(contrast.experimental)];
  if (control === undefined || experimental === undefined) return [];
  const { value, standardError } = contrast.objectiveResponse;
  return [
    `In ${grouped(cohort.patients)} virtual patients, objective response at 6 months is ${percent(control.objectiveResponse.value)}\u00A0% under ` +
      `“${arms.control.title}” and ${percent(experimental.objectiveResponse.value)}\u00A0% under “${arms.experimental.title}”: a difference of ` +
      `${percent(value)} percentage points (Monte-Carlo SE ${percent(standardError, 2)}), as the model has it.`,
  ];
}

function trialSentences(trial: TrialResult): string[] {
  const power = trial.cells.filter((cell) => cell.hypothesis === "alternative");
  const nulls = trial.cells.filter((cell) => cell.hypothesis === "null");
  const smallest = power
    .toSorted((a, b) => a.patients - b.patients)
    .find((cell) => cell.characteristics.rejected.value >= 0.8);
  const largest = power.toSorted((a, b) => b.patients - a.patients)[0];
  if (largest === undefined) return [];
  const reached =
    smallest === undefined
      ? `no size that was tried reaches a power of 80\u00A0%; ${conditionWords(largest, trial)} give ${shareWords(largest.characteristics.rejected)}`
      : `of the sizes that were tried, ${conditionWords(smallest, trial)} are the fewest with a power of at least 80\u00A0%: ${shareWords(smallest.characteristics.rejected)}`;
  return [`${trial.title}: ${reached}.${shortSentence(smallest)}${typeOneSentence(nulls, trial)}`];
}

/** A power that rests on trials that ended without their planned events is not the power of the planned trial. */
function shortSentence(cell: TrialResult["cells"][number] | undefined): string {
  const short = cell?.characteristics.looks.at(-1)?.fellShort.value ?? 0;
  return short < 0.05 ? "" : ` But ${percent(short)}\u00A0% of these trials never reach their planned events.`;
}

function typeOneSentence(nulls: TrialResult["cells"], { endpoint, looks }: TrialResult): string {
  if (nulls.length === 0) return "";
  const errors = nulls.map((cell) => cell.characteristics.rejected.value).toSorted((a, b) => a - b);
  const [lowest, highest] = [percent(errors[0]!, 2), percent(errors.at(-1)!, 2)];
  const alpha = looks.at(-1)?.alphaSpent ?? 0;
  const isConservative = endpoint.kind === "objectiveResponse" && errors[0]! < alpha / 2;
  const caution = isConservative
    ? ` (level ${percent(alpha)}\u00A0%: with responses this rare the test seldom rejects)`
    : "";
  return ` Type I error: ${lowest === highest ? lowest : `${lowest} to ${highest}`}\u00A0%${caution}.`;
}

/** The question the scenario asks, and who is asked about. */
export function questionSection({ question }: ScenarioResult, scenario: Scenario): Section {
  const genotypes = Object.entries(scenario.population.genotypes).map(
    ([name, share]) => `${percent(share, 0)}\u00A0% ${name.replaceAll("_", " ")}`,
  );
  return {
    id: "question",
    title: "Question",
    content: [
      html`<p class="question">${question}</p>`,
      paragraph(`Tumour genotypes of the population: ${listWords(genotypes)}.`),
    ],
  };
}
