import type { EventCount, TwoByTwo } from "@rekindle/stats";
import { InvalidArgumentError } from "commander";

/** `13/20`: events among patients, as one writes them. */
export function parseCount(written: string): EventCount {
  const found = /^(\d+)\/(\d+)$/.exec(written);
  if (found === null) throw new InvalidArgumentError(`"${written}" is no count; write events/patients, such as 13/20.`);
  const [events, n] = [Number(found[1]), Number(found[2])];
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(events))
    throw new InvalidArgumentError(`"${written}" is too large to count.`);
  if (n === 0) throw new InvalidArgumentError(`"${written}" has no patients; n must be at least 1.`);
  if (events > n)
    throw new InvalidArgumentError(`"${written}" has more events than patients; write events/patients, such as 13/20.`);
  return { events, n };
}

/** `4/9,2/8`: a stratum's experimental and control count, put after the strata before it. */
export function parseStratum(written: string, before: readonly TwoByTwo[] = []): readonly TwoByTwo[] {
  const [experimental, control, ...rest] = written.split(",");
  if (experimental === undefined || control === undefined || rest.length > 0)
    throw new InvalidArgumentError(`"${written}" is no stratum; write experimental,control, such as 4/9,2/8.`);
  return [...before, { experimental: parseCount(experimental.trim()), control: parseCount(control.trim()) }];
}
