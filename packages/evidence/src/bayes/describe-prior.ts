/** A prior in words: `halfNormal(0.5)`. */
export function describePrior(prior: Readonly<Record<string, number | string>>): string {
  const { kind, ...numbers } = prior;
  return `${kind}(${Object.values(numbers).join(", ")})`;
}
