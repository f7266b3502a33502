/** Below this many studies nothing can be told of small-study effects; Sterne et al. (2011), doi:10.1136/bmj.d4002. */
const ENOUGH = 10;

/** A plain word where the studies are too few to learn anything from. */
export function fewStudies(studies: number): readonly string[] {
  if (studies >= ENOUGH) return [];
  return [
    `${studies} studies: with fewer than ten, small-study effects cannot be told from chance or from differences between studies, and a large p-value says nothing`,
  ];
}
