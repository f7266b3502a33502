import { exp, gaussLegendre, type Issue } from "@rekindle/stats";
import { refuse, unless } from "../refuse.ts";

/** A hazard from a day on, until the next piece. */
export interface HazardFrom {
  readonly fromDay: number;
  readonly hazardPerDay: number;
}

/** Experimental over control hazard from a day on, until the next piece. */
export interface HazardRatioFrom {
  readonly fromDay: number;
  readonly hazardRatio: number;
}

/** Patients enrolled at a constant rate for some days, both arms together. */
export interface EnrolmentPeriod {
  readonly forDays: number;
  readonly patientsPerDay: number;
}

/** How patients come, die and are lost, with hazards that may change and need not be proportional. Days count from each patient's enrolment. */
export interface SurvivalCourse {
  /** One period after the other; where a size is asked for, only the relation of the rates counts. */
  readonly enrolment: readonly EnrolmentPeriod[];
  /** From day 0 on. */
  readonly control: readonly HazardFrom[];
  /** From day 0 on; ratios of 1 first make a delayed effect. */
  readonly hazardRatio: readonly HazardRatioFrom[];
  /** Hazard of being lost, the same on both arms; 0 when left out. */
  readonly dropoutHazardPerDay?: number;
}

/** What to expect of one arm at a time since enrolment. */
export interface ArmAt {
  /** Hazard of the event, per day. */
  readonly hazard: number;
  /** Probability that a patient has no event by then, losses apart. */
  readonly survival: number;
}

/** One node of an integral over the time since enrolment, at an analysis on one day. */
export interface CoursePoint {
  readonly day: number;
  /** Quadrature weight, in days. */
  readonly width: number;
  readonly control: ArmAt;
  readonly experimental: ArmAt;
  readonly hazardRatio: number;
  /** Share of all patients enrolled so long ago and not lost since. */
  readonly present: number;
}

const POINTS = 16;
/** Largest hazard times width of an integrated piece. */
const LARGEST = 1;

/**
 * Nodes of integrals over the time since enrolment, from 0 to `until`, for an analysis on a calendar day, when all `enrolment` that
 * began before that day counts. Gauss-Legendre in pieces on which everything is smooth; the first piece in the fourth root of time,
 * since weights may start as a root of it.
 */
export function coursePoints(
  course: SurvivalCourse,
  options: { readonly analysisDay: number; readonly until: number; readonly corners?: readonly number[] },
): CoursePoint[] {
  const { analysisDay, until, corners = [] } = options;
  const { nodes, weights } = gaussLegendre(POINTS);
  const edges = pieceEdges(course, analysisDay, until, corners);
  const points: CoursePoint[] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const from = edges[i]!;
    const width = edges[i + 1]! - from;
    for (let k = 0; k < POINTS; k++) {
      const v = 0.5 * (1 + nodes[k]!);
      const isFirst = from === 0;
      const share = isFirst ? v * v * v * v : v;
      const stretch = isFirst ? 4 * v * v * v : 1;
      points.push(pointAt(course, analysisDay, from + width * share, 0.5 * weights[k]! * width * stretch));
    }
  }
  return points;
}

function pointAt(course: SurvivalCourse, analysisDay: number, day: number, width: number): CoursePoint {
  const control = armAt(course.control, day);
  const experimental = armAt(experimentalHazards(course), day);
  const lost = exp(-(course.dropoutHazardPerDay ?? 0) * day);
  const present = enrolledShare(course, analysisDay - day) * lost;
  return { day, width, control, experimental, hazardRatio: ratioAt(course, day), present };
}

/** Survival and hazard of an arm with hazards in pieces. */
export function armAt(hazards: readonly HazardFrom[], day: number): ArmAt {
  let cumulative = 0;
  let hazard = 0;
  for (let i = 0; i < hazards.length && hazards[i]!.fromDay <= day; i++) {
    hazard = hazards[i]!.hazardPerDay;
    cumulative += hazard * (Math.min(day, hazards[i + 1]?.fromDay ?? Infinity) - hazards[i]!.fromDay);
  }
  return { hazard, survival: exp(-cumulative) };
}

/** Hazards of the experimental arm: a piece wherever the control hazard or the ratio changes. */
export function experimentalHazards(course: SurvivalCourse): HazardFrom[] {
  const days = [...course.control, ...course.hazardRatio].map(({ fromDay }) => fromDay);
  return distinct(days).map((fromDay) => ({
    fromDay,
    hazardPerDay: armAt(course.control, fromDay).hazard * ratioAt(course, fromDay),
  }));
}

function ratioAt({ hazardRatio }: SurvivalCourse, day: number): number {
  return hazardRatio.findLast(({ fromDay }) => fromDay <= day)!.hazardRatio;
}

/** Share of all patients enrolled by a calendar day. */
export function enrolledShare({ enrolment }: SurvivalCourse, day: number): number {
  let before = 0;
  let enrolled = 0;
  let all = 0;
  for (const { forDays, patientsPerDay } of enrolment) {
    enrolled += patientsPerDay * Math.min(Math.max(day - before, 0), forDays);
    all += patientsPerDay * forDays;
    before += forDays;
  }
  return enrolled / all;
}

/** All patients that the enrolment brings, both arms together. */
export function enrolledTotal({ enrolment }: SurvivalCourse): number {
  return enrolment.reduce((sum, { forDays, patientsPerDay }) => sum + forDays * patientsPerDay, 0);
}

/** Where an integrand has a corner, and so often between that no hazard is large over a piece. */
function pieceEdges(course: SurvivalCourse, analysisDay: number, until: number, more: readonly number[]): number[] {
  const corners = [0, until, ...more, ...experimentalHazards(course).map(({ fromDay }) => fromDay)];
  let end = 0;
  for (const { forDays } of course.enrolment) {
    corners.push(analysisDay - end);
    end += forDays;
  }
  corners.push(analysisDay - end);
  const coarse = distinct(corners.filter((day) => day >= 0 && day <= until));
  const steepest = Math.max(
    course.dropoutHazardPerDay ?? 0,
    ...[...course.control, ...experimentalHazards(course)].map(({ hazardPerDay }) => hazardPerDay),
  );
  return coarse.flatMap((from, i) => {
    const to = coarse[i + 1];
    if (to === undefined) return [from];
    const pieces = Math.min(64, Math.max(1, Math.ceil(((to - from) * steepest) / LARGEST)));
    return Array.from({ length: pieces }, (_, k) => from + ((to - from) * k) / pieces);
  });
}

function distinct(days: readonly number[]): number[] {
  return [...new Set(days)].toSorted((a, b) => a - b);
}

/** @throws InvalidInput with everything that is wrong with a course and the day of its analysis. */
export function requireCourse(course: SurvivalCourse, options: { readonly analysisDay: number }): void {
  const { analysisDay } = options;
  const { dropoutHazardPerDay: lost = 0 } = course;
  refuse([
    ...enrolmentIssues(course),
    ...pieceIssues("control", course.control, "hazardPerDay", (hazard) => hazard >= 0),
    ...unless(
      !Array.isArray(course.control) || course.control.some(({ hazardPerDay }) => hazardPerDay > 0),
      ["control"],
      "no hazard is above 0",
      "a hazard above 0 somewhere",
    ),
    ...pieceIssues("hazardRatio", course.hazardRatio, "hazardRatio", (ratio) => ratio > 0),
    ...unless(
      lost >= 0 && lost < Infinity,
      ["dropoutHazardPerDay"],
      `drop-out hazard ${lost} per day`,
      "0 or more; a hazard, no probability",
    ),
    ...unless(
      analysisDay > 0 && analysisDay < Infinity,
      ["analysisDay"],
      `analysis on day ${analysisDay}`,
      "a day above 0",
    ),
  ]);
}

function enrolmentIssues(course: SurvivalCourse): Issue[] {
  const { enrolment } = course;
  if (!Array.isArray(enrolment) || enrolment.length === 0)
    return unless(false, ["enrolment"], "no enrolment", "at least one period");
  const issues = course.enrolment.flatMap(({ forDays, patientsPerDay }, i) => [
    ...unless(
      forDays > 0 && forDays < Infinity,
      ["enrolment", i, "forDays"],
      `enrolment for ${forDays} days`,
      "above 0",
    ),
    ...unless(
      patientsPerDay >= 0 && patientsPerDay < Infinity,
      ["enrolment", i, "patientsPerDay"],
      `${patientsPerDay} patients per day`,
      "0 or more",
    ),
  ]);
  const isNobody = issues.length === 0 && !(enrolledTotal(course) > 0);
  return isNobody ? unless(false, ["enrolment"], "nobody is enrolled", "a rate above 0") : issues;
}

function pieceIssues<Name extends string>(
  path: string,
  pieces: readonly ({ readonly fromDay: number } & Readonly<Record<Name, number>>)[],
  name: Name,
  isSound: (value: number) => boolean,
): Issue[] {
  if (!Array.isArray(pieces) || pieces.length === 0)
    return unless(false, [path], "no pieces", "at least one, from day 0");
  return pieces.flatMap((piece, i) => {
    const { fromDay } = piece;
    const isNext = i === 0 ? fromDay === 0 : fromDay > pieces[i - 1]!.fromDay && fromDay < Infinity;
    return [
      ...unless(
        isNext,
        [path, i, "fromDay"],
        `from day ${fromDay}`,
        i === 0 ? "the first piece starts at day 0" : "later than the piece before",
      ),
      ...unless(
        isSound(piece[name]) && piece[name] < Infinity,
        [path, i, name],
        `${name} ${piece[name]}`,
        "a finite number of the right sign",
      ),
    ];
  });
}
