declare module "jstat" {
  interface Law {
    cdf(x: number, ...parameters: number[]): number;
  }
  export const jStat: Readonly<Record<"normal" | "studentt" | "chisquare" | "centralF" | "beta" | "gamma", Law>>;
}
