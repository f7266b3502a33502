/** Eigenvalues of a symmetric matrix, with eigenvectors in the columns of `vectors`: Jacobi's rotations. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
} {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let [off, all] = [0, 0];
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        all += a[i]![j]! * a[i]![j]!;
        if (i !== j) off += a[i]![j]! * a[i]![j]!;
      }
    if (off <= 1e-32 * all) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) if (a[p]![q] !== 0) rotate(a, vectors, p, q);
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}

function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]![p]!, a[i]![q]!];
    a[i]![p] = c * x - s * y;
    a[i]![q] = s * x + c * y;
  }
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[p]![i]!, a[q]![i]!];
    a[p]![i] = c * x - s * y;
    a[q]![i] = s * x + c * y;
    const [v, w] = [vectors[i]![p]!, vectors[i]![q]!];
    vectors[i]![p] = c * v - s * w;
    vectors[i]![q] = s * v + c * w;
  }
}
