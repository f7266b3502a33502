import { exp } from "../elementary/exp.ts";
import { log } from "../elementary/log.ts";
import { drawOpenUniform, drawUniform, nextWord } from "./draws.ts";
import type { Stream } from "./stream.ts";

const LAYERS = 128;
/** Where the tail begins, and the area of each layer, for 128 layers under exp(-x² / 2). */
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;

const edges = new Float64Array(LAYERS + 1);
const inner = new Float64Array(LAYERS);
edges[0] = AREA / exp(-0.5 * TAIL * TAIL);
edges[1] = TAIL;
for (let i = 2, height = exp(-0.5 * TAIL * TAIL); i < LAYERS; i++) {
  height += AREA / edges[i - 1]!;
  edges[i] = Math.sqrt(-2 * log(height));
}
for (let i = 0; i < LAYERS; i++) inner[i] = edges[i + 1]! / edges[i]!;

/**
 * Standard normal by the ziggurat of Marsaglia and Tsang in the form of J. A. Doornik, "An improved ziggurat method to generate normal
 * random samples" (2005): twice as fast as `drawStandardNormal`, but neither monotone nor of a fixed number of words (two for 97.3 %
 * of the draws). Use it where draws are not to be paired, as the last of its stream or within a loop of its own.
 *
 * The law is exact but for the rounding of doubles (layer edges good to 1e-13); the same bits on every engine.
 * @example fastStandardNormal(stream)
 */
export function fastStandardNormal(stream: Stream): number {
  for (;;) {
    const high = nextWord(stream);
    const low = nextWord(stream);
    // 52 bits make the uniform on (-1, 1), seven of the remaining twelve the layer.
    const u = ((high >>> 6) * 67108864 + (low >>> 6) + 0.5) * 4.440892098500626e-16 - 1;
    const layer = (high & 63) | ((low & 1) << 6);
    if (Math.abs(u) < inner[layer]!) return u * edges[layer]!;
    if (layer === 0) return u < 0 ? -drawTail(stream) : drawTail(stream);
    const x = u * edges[layer]!;
    const top = exp(-0.5 * (edges[layer]! * edges[layer]! - x * x));
    const bottom = exp(-0.5 * (edges[layer + 1]! * edges[layer + 1]! - x * x));
    if (bottom + drawUniform(stream) * (top - bottom) < 1) return x;
  }
}

/** Standard normal beyond TAIL (Marsaglia 1964). */
function drawTail(stream: Stream): number {
  for (;;) {
    const x = -log(drawOpenUniform(stream)) / TAIL;
    if (-2 * log(drawOpenUniform(stream)) > x * x) return TAIL + x;
  }
}
