import type { Stream } from "@rekindle/stats";

/**
 * The next `count` draws of `drawUniform`, bit for bit, with the generator's state in local variables: about twice as fast as
 * drawing one by one.
 */
export function fillUniforms(stream: Stream, out: Float64Array, count: number): void {
  let { a, b, c, d } = stream;
  for (let i = 0; i < count; i++) {
    const first = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + first) | 0;
    const second = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + second) | 0;
    out[i] = ((first >>> 5) * 67108864 + (second >>> 6)) * 1.1102230246251565e-16;
  }
  stream.a = a;
  stream.b = b;
  stream.c = c;
  stream.d = d;
}

/** The next `count` draws of `drawOpenUniform`, bit for bit. */
export function fillOpenUniforms(stream: Stream, out: Float64Array, count: number): void {
  let { a, b, c, d } = stream;
  for (let i = 0; i < count; i++) {
    const first = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + first) | 0;
    const second = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + second) | 0;
    out[i] = ((first >>> 6) * 67108864 + (second >>> 6) + 0.5) * 2.220446049250313e-16;
  }
  stream.a = a;
  stream.b = b;
  stream.c = c;
  stream.d = d;
}
