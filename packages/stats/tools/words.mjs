// Writes random words to standard output without end, for test batteries: node tools/words.mjs <mode> | dieharder -g 200 -a
// Modes: "within" one stream; "replicates", "patients", "seeds", "purposes": the first four words of streams that differ in that alone.
import { createStream, nextWord, openStream, parseSeed, streamFamily } from "../dist/index.js";

const mode = process.argv[2] ?? "replicates";
const WORDS = 1 << 16;
const PER_STREAM = 4;
const stream = createStream();
const seed = parseSeed(20260823);
const family = streamFamily(seed, "population", "words");
let next = 0;

const openers = {
  replicates: (i) => openStream(stream, family, i),
  patients: (i) => openStream(stream, family, 0, i),
  seeds: (i) => openStream(stream, { ...family, k0: (family.k0 + i) | 0 }, 0),
  purposes: (i) => openStream(stream, streamFamily(seed, "population", `words ${i}`), 0),
};

function fill(block) {
  if (mode === "within") {
    for (let i = 0; i < WORDS; i++) block[i] = nextWord(stream);
    return;
  }
  for (let i = 0; i < WORDS; i++) {
    if (i % PER_STREAM === 0) openers[mode](next++);
    block[i] = nextWord(stream);
  }
}

if (mode !== "within" && openers[mode] === undefined) throw new Error(`no mode ${mode}`);
openStream(stream, family, 0);
process.stdout.on("error", () => process.exit(0));
for (;;) {
  const block = new Int32Array(WORDS);
  fill(block);
  if (!process.stdout.write(Buffer.from(block.buffer)))
    await new Promise((resolve) => process.stdout.once("drain", resolve));
}
