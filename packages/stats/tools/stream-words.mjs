// Writes the words of our streams, as raw little-endian bytes without end, for batteries of tests of random numbers.
// Run after `tsc -b`: node tools/stream-words.mjs interleaved [first block] | dieharder -a -g 200
//
// interleaved: the first two words (one uniform) of each of the streams that a simulation opens, in the order seed (4 neighbours),
//   purpose (4), patient (16), replicate, so that neighbours in the output are neighbours in the key.
// long: the words of one single stream.
import { writeSync } from "node:fs";
import { createStream, nextWord, openStream, parseSeed, streamFamily } from "../dist/index.js";

const mode = process.argv[2];
/** Blocks of 32,768 words to leave out, for a second look at a part that no test has seen. */
const first = Number(process.argv[3] ?? 0);
const words = new Int32Array(1 << 15);
const stream = createStream();
const keys = ["accrual", "lesions", "outcome", "dropout"].flatMap((purpose) =>
  [7, 8, 9, 10].map((seed) => streamFamily(parseSeed(seed), "population", purpose)),
);

/** Fills the buffer with 64 replicates of 16 patients, 16 families and 2 words. */
function fillInterleaved(round) {
  let at = 0;
  for (let replicate = round * 64; replicate < round * 64 + 64; replicate++) {
    for (let patient = 0; patient < 16; patient++) {
      for (const key of keys) {
        openStream(stream, key, replicate, patient);
        words[at++] = nextWord(stream);
        words[at++] = nextWord(stream);
      }
    }
  }
}

function fillLong() {
  for (let i = 0; i < words.length; i++) words[i] = nextWord(stream);
}

if (mode !== "interleaved" && mode !== "long") throw new Error("say interleaved or long");
openStream(stream, keys[0], 0);
if (mode === "long") for (let i = 0; i < first; i++) fillLong();
const bytes = new Uint8Array(words.buffer);
for (let round = first; ; round++) {
  if (mode === "long") fillLong();
  else fillInterleaved(round);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
  } catch (error) {
    if (error.code === "EPIPE") process.exit(0);
    if (error.code !== "EAGAIN") throw error;
    throw new Error("standard output must be a blocking pipe", { cause: error });
  }
}
