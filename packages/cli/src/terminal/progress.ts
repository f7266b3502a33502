/** Where people read: a terminal that can redraw its last line, or a plain stream of lines. */
export interface ProgressStream {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export interface Progress {
  update(done: number, total: number): void;
  /** Leaves a clean line behind. */
  end(): void;
}

/** Redrawing more often than this only costs time. */
const BAR_EVERY_MS = 100;
/** A log gets a line about as often as one would look, and the first one soon. */
const LINE_EVERY_MS = 5000;
const FIRST_LINE_MS = 500;

/**
 * Shows how far a job is: a bar that redraws itself on a terminal, else a plain line every few seconds and at the end.
 * @example showProgress(stream, { label: "trials", unit: "replicates" })
 */
export function showProgress(
  stream: ProgressStream,
  what: { readonly label: string; readonly unit: string },
): Progress {
  const started = stream.now();
  let shown = stream.isTerminal ? Number.NEGATIVE_INFINITY : started - LINE_EVERY_MS + FIRST_LINE_MS;
  let lastText = "";
  const draw = (text: string): void => {
    stream.write(stream.isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    lastText = text;
  };
  return {
    update(done, total) {
      const now = stream.now();
      const isLast = done >= total;
      if (!isLast && now - shown < (stream.isTerminal ? BAR_EVERY_MS : LINE_EVERY_MS)) return;
      shown = now;
      const text = progressText({ done, total, seconds: (now - started) / 1000, ...what });
      const bar = stream.isTerminal ? `${progressBar(done / total, 20)} ` : "";
      draw(stream.isTerminal ? `${bar}${text}`.slice(0, Math.max(20, stream.columns - 1)) : text);
    },
    end() {
      if (stream.isTerminal && lastText !== "") stream.write("\n");
      lastText = "";
    },
  };
}

/** `trials: 45 % (9,000 of 20,000 replicates), 1,234 per second, 9 s left` */
export function progressText(at: {
  readonly label: string;
  readonly unit: string;
  readonly done: number;
  readonly total: number;
  readonly seconds: number;
}): string {
  const percent = at.total === 0 ? 100 : Math.floor((100 * at.done) / at.total);
  const counts = `${at.label}: ${percent} % (${grouped(at.done)} of ${grouped(at.total)} ${at.unit})`;
  if (at.done === 0 || at.seconds <= 0) return counts;
  const rate = at.done / at.seconds;
  const left = (at.total - at.done) / rate;
  const end = at.done >= at.total ? `took ${duration(at.seconds)}` : `${duration(left)} left`;
  return `${counts}, ${grouped(Math.round(rate))} per second, ${end}`;
}

function progressBar(share: number, width: number): string {
  const filled = Math.max(0, Math.min(width, Math.floor(share * width)));
  return `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `9 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
