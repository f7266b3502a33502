import { notNegative, requireAll, whole } from "../arguments.ts";
import { standardNormalQuantile } from "../distributions/normal.ts";
import { log } from "../elementary/log.ts";
import type { Stream } from "./stream.ts";

/*
 * Many draws at once with the generator's state in local variables: the same bits as one by one, and the stream is left where those
 * would leave it. `count` draws go to the start of `out`, by default as many as it holds.
 */

/**
 * The next draws of `drawUniform`; two words each.
 * @throws InvalidInput for a count that is not whole or above the length.
 * @example fillUniforms(stream, uniforms)
 */
export function fillUniforms(stream: Stream, out: Float64Array, count = out.length): void {
  requireAll(whole("count", count, 0, out.length));
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

/**
 * The next draws of `drawOpenUniform`; two words each.
 * @throws InvalidInput for a count that is not whole or above the length.
 * @example fillOpenUniforms(stream, uniforms, 200)
 */
export function fillOpenUniforms(stream: Stream, out: Float64Array, count = out.length): void {
  requireAll(whole("count", count, 0, out.length));
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

/**
 * The next draws of `drawStandardNormal`; two words each.
 * @throws InvalidInput for a count that is not whole or above the length.
 * @example fillStandardNormals(stream, deviates)
 */
export function fillStandardNormals(stream: Stream, out: Float64Array, count = out.length): void {
  fillOpenUniforms(stream, out, count);
  for (let i = 0; i < count; i++) out[i] = standardNormalQuantile(out[i]!);
}

/**
 * The next draws of `drawExponential` with this hazard; two words each.
 * @throws InvalidInput for a hazard that is negative or not finite, and a count that is not whole or above the length.
 * @example fillExponentials(stream, 0.02, times)
 */
export function fillExponentials(stream: Stream, hazard: number, out: Float64Array, count = out.length): void {
  requireAll(notNegative("hazard", hazard));
  fillOpenUniforms(stream, out, count);
  for (let i = 0; i < count; i++) out[i] = -log(out[i]!) / hazard;
}
