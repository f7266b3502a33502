// Writes the words of our streams to standard output, raw and little-endian, without end, for batteries of tests of random numbers.
// Run after `tsc -b`: node tools/words.mjs within|interleaved [seed] [words to leave out] | dieharder -a -g 200
//
// within: the words of one stream.
// interleaved: the first two words (one uniform) of each of the streams that a simulation opens, in the order seed (4 neighbours),
//   purpose (4), patient (16), replicate, so that neighbours in the output are neighbours in the key.
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createStream, nextWord, openStream, parseSeed, streamFamily } from "../dist/index.js";

const PURPOSES = ["accrual", "lesions", "outcome", "dropout"];
const BLOCK = 1 << 18;

/** A function that fills the whole of an Int32Array with the words that follow those of the call before. */
export function wordSource(mode, seed) {
  if (mode === "within") return withinOneStream(seed);
  if (mode === "interleaved") return interleaved(seed);
  throw new Error("say within or interleaved");
}

function withinOneStream(seed) {
  const stream = createStream();
  openStream(stream, streamFamily(parseSeed(seed), "population", "words"), 0);
  return (words) => {
    for (let i = 0; i < words.length; i++) words[i] = nextWord(stream);
  };
}

/** Counts through replicate, patient and family; a block must hold whole replicates of 16 patients, 16 families and 2 words. */
function interleaved(seed) {
  const stream = createStream();
  const families = PURPOSES.flatMap((purpose) =>
    [0, 1, 2, 3].map((step) => streamFamily(parseSeed(seed + step), "population", purpose)),
  );
  let replicate = 0;
  return (words) => {
    for (let at = 0; at < words.length; replicate++) {
      for (let patient = 0; patient < 16; patient++) {
        for (let f = 0; f < 16; f++) {
          openStream(stream, families[f], replicate, patient);
          words[at++] = nextWord(stream);
          words[at++] = nextWord(stream);
        }
      }
    }
  };
}

/** Writes until the reader closes the pipe. */
function writeForEver(fill, skip) {
  const words = new Int32Array(BLOCK);
  const bytes = new Uint8Array(words.buffer);
  for (let left = skip; left > 0; left -= BLOCK) fill(words);
  for (;;) {
    fill(words);
    for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [mode, seed = "20261124", skip = "0"] = process.argv.slice(2);
  try {
    writeForEver(wordSource(mode, Number(seed)), Number(skip));
  } catch (error) {
    if (error.code === "EAGAIN") throw new Error("standard output must be a blocking pipe", { cause: error });
    if (error.code !== "EPIPE") throw error;
  }
}
