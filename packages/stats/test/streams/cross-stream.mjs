// Plain JavaScript, so that the tests and tools/cross-stream.mjs read the same; see there.

/**
 * Tests of independence on words that were taken in the order of neighbouring keys. Each gives a two-sided p-value from an exact or
 * very nearly exact law, through the laws of `stats`. Knuth, vol. 2, section 3.3.2; birthday spacings: Marsaglia and Tsang 2002.
 */
export function crossStreamTests(stats, words) {
  const tests = [
    ...[1, 2, 3, 4].map((lag) => [`serial correlation, lag ${lag}`, serialCorrelation(stats, words, lag)]),
    ...[0, 16, 24].map((shift) => [`pairs, bits from ${shift}`, tuples(stats, words, 2, 8, shift)]),
    ...[0, 27].map((shift) => [`triples, bits from ${shift}`, tuples(stats, words, 3, 5, shift)]),
    ["birthday spacings", birthdaySpacings(stats, words)],
    ["collisions", collisions(stats, words)],
    ["gaps", gaps(stats, words)],
    ["runs about the median", runsAboutMedian(stats, words)],
    ["runs up", runsUp(stats, words)],
    ["bit balance", bitBalance(stats, words)],
    ["bits that change", bitBalance(stats, differences(words))],
    ["number of bits that change", weights(stats, differences(words))],
  ];
  return tests.map(([name, p]) => ({ name, p }));
}

/**
 * Avalanche: every bit of key and counter, when flipped, must flip each of the first four words' bits half of the time. `block` writes
 * the first four words for eight words of key and counter. The sum of squared z over 256 × 128 pairs is nearly chi-squared.
 */
export function avalanche(stats, block, trials) {
  const before = new Int32Array(4);
  const after = new Int32Array(4);
  const flips = new Float64Array(256 * 128);
  const stream = stats.createStream();
  stats.openStream(stream, stats.streamFamily({ low: 5, high: 6 }, "tests", "avalanche"), 0);
  const input = new Int32Array(8);
  for (let trial = 0; trial < trials; trial++) {
    for (let i = 0; i < 8; i++) input[i] = stats.nextWord(stream);
    block(input, before);
    for (let bit = 0; bit < 256; bit++) {
      input[bit >> 5] ^= 1 << (bit & 31);
      block(input, after);
      input[bit >> 5] ^= 1 << (bit & 31);
      for (let out = 0; out < 128; out++) {
        flips[bit * 128 + out] += ((before[out >> 5] ^ after[out >> 5]) >>> (out & 31)) & 1;
      }
    }
  }
  let sum = 0;
  for (const count of flips) sum += (count - trials / 2) ** 2 / (trials / 4);
  return twoSided(stats.chiSquared({ df: flips.length }), sum);
}

/** For a continuous law. */
function twoSided(law, x) {
  return Math.min(1, 2 * Math.min(law.cdf(x), law.sf(x)));
}

function twoSidedNormal(stats, z) {
  return 2 * stats.standardNormalCdf(-Math.abs(z));
}

function chiSquaredP(stats, counts, expected) {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += (counts[i] - expected(i)) ** 2 / expected(i);
  return twoSided(stats.chiSquared({ df: counts.length - 1 }), sum);
}

function serialCorrelation(stats, words, lag) {
  let sum = 0;
  // Words as uniforms on (-1, 1), of variance 1/3.
  for (let i = lag; i < words.length; i++) sum += ((words[i] + 0.5) / 2 ** 31) * ((words[i - lag] + 0.5) / 2 ** 31);
  return twoSidedNormal(stats, (3 * sum) / Math.sqrt(words.length - lag));
}

/** Chi-squared over the cells of `dimension` words with `bits` bits of each. */
function tuples(stats, words, dimension, bits, shift) {
  const counts = new Float64Array(1 << (dimension * bits));
  let taken = 0;
  for (let i = 0; i + dimension <= words.length; i += dimension, taken++) {
    let cell = 0;
    for (let j = 0; j < dimension; j++) cell = (cell << bits) | ((words[i + j] >>> shift) & ((1 << bits) - 1));
    counts[cell]++;
  }
  return chiSquaredP(stats, counts, () => taken / counts.length);
}

/** 512 birthdays in 2^26 days, many years: n² (n - 1) / 4m repeated spacings in a year, less the few that fall three together. */
function birthdaySpacings(stats, words) {
  const n = 512;
  const m = 2 ** 26;
  const years = Math.floor(words.length / n);
  const days = new Int32Array(n);
  let repeats = 0;
  for (let year = 0; year < years; year++) {
    for (let i = 0; i < n; i++) days[i] = words[year * n + i] >>> 6;
    days.sort();
    for (let i = n - 1; i > 0; i--) days[i] -= days[i - 1];
    days.sort();
    for (let i = 1; i < n; i++) if (days[i] === days[i - 1]) repeats++;
  }
  const law = stats.poisson({ mean: years * ((n * n * (n - 1)) / (4 * m) - n ** 5 / (18 * m * m)) });
  return Math.min(1, 2 * Math.min(law.cdf(repeats), law.sf(repeats - 1)));
}

/** 2^13 words into 2^18 urns by their top bits, again and again: the number that fall where one is, with its exact mean and variance. */
function collisions(stats, words) {
  const n = 1 << 13;
  const m = 1 << 18;
  const rounds = Math.floor(words.length / n);
  const urns = new Uint8Array(m);
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    urns.fill(0);
    for (let i = 0; i < n; i++) {
      const urn = words[round * n + i] >>> 14;
      found += urns[urn];
      urns[urn] = 1;
    }
  }
  const one = stats.exp(n * stats.log1p(-1 / m));
  const two = stats.exp(n * stats.log1p(-2 / m));
  const mean = n - m * (1 - one);
  const variance = m * one - m * two + m * m * (two - one * one);
  return twoSidedNormal(stats, (found - rounds * mean) / Math.sqrt(rounds * variance));
}

/** Lengths of the gaps between words below one eighth of their range. */
function gaps(stats, words) {
  const counts = new Float64Array(33);
  let length = 0;
  let total = 0;
  for (const word of words) {
    if (word >>> 29 !== 0) {
      length++;
      continue;
    }
    counts[Math.min(length, 32)]++;
    total++;
    length = 0;
  }
  if (total === 0) return 0;
  return chiSquaredP(stats, counts, (i) => total * 0.875 ** i * (i === 32 ? 1 : 0.125));
}

/** The number of changes of sign, binomial with 1/2. */
function runsAboutMedian(stats, words) {
  let changes = 0;
  for (let i = 1; i < words.length; i++) changes += (words[i] ^ words[i - 1]) >>> 31;
  const n = words.length - 1;
  return twoSidedNormal(stats, (changes - n / 2) / Math.sqrt(n / 4));
}

/** Lengths of ascending runs, leaving out the word after each so that they are independent: r / (r + 1)! for r. */
function runsUp(stats, words) {
  const counts = new Float64Array(7);
  let total = 0;
  for (let i = 0; i < words.length; ) {
    let length = 1;
    while (i + length < words.length && words[i + length] > words[i + length - 1]) length++;
    if (i + length >= words.length) break;
    counts[Math.min(length, 7) - 1]++;
    total++;
    i += length + 1;
  }
  if (total === 0) return 0;
  const expected = [1 / 2, 1 / 3, 1 / 8, 1 / 30, 1 / 144, 1 / 840, 1 / 5040];
  return chiSquaredP(stats, counts, (i) => total * expected[i]);
}

/** Ones in each of 32 places: the sum of 32 squared z. */
function bitBalance(stats, words) {
  let sum = 0;
  for (let bit = 0; bit < 32; bit++) {
    let ones = 0;
    for (let i = 0; i < words.length; i++) ones += (words[i] >>> bit) & 1;
    sum += (ones - words.length / 2) ** 2 / (words.length / 4);
  }
  return twoSided(stats.chiSquared({ df: 32 }), sum);
}

/** Which bits differ between neighbours, over pairs that share no word. */
function differences(words) {
  return Int32Array.from({ length: words.length >> 1 }, (_, i) => words[2 * i] ^ words[2 * i + 1]);
}

/** The number of ones in a word, binomial(32, 1/2), with both tails beyond 7 and 25 taken together. */
function weights(stats, words) {
  const law = stats.binomial({ n: 32, p: 0.5 });
  const counts = new Float64Array(19);
  for (const word of words) {
    let ones = 0;
    for (let rest = word; rest !== 0; rest &= rest - 1) ones++;
    counts[Math.min(18, Math.max(0, ones - 7))]++;
  }
  const expected = (i) => (i === 0 ? law.cdf(7) : i === 18 ? law.sf(24) : law.pdf(i + 7));
  return chiSquaredP(stats, counts, (i) => words.length * expected(i));
}

/**
 * Ways to walk through neighbouring keys: each opens the i-th stream. `population` of `sweep` is (seed, purpose, patient, replicate)
 * with the replicate outermost, as a simulation meets them.
 */
export function keyings(stats, seed) {
  const stream = stats.createStream();
  const family = stats.streamFamily(stats.parseSeed(seed), "population", "quality");
  const seeds = Array.from({ length: 4 }, (_, i) => stats.parseSeed(seed + i));
  const sweep = ["accrual", "lesions", "outcome", "dropout"].flatMap((purpose) =>
    seeds.map((each) => stats.streamFamily(each, "population", purpose)),
  );
  const openers = {
    replicates: (i) => stats.openStream(stream, family, i),
    "replicates 65,537 apart": (i) => stats.openStream(stream, family, Math.imul(i, 0x10001) >>> 0),
    patients: (i) => stats.openStream(stream, family, 1, i),
    lesions: (i) => stats.openStream(stream, family, 1, 2, i),
    visits: (i) => stats.openStream(stream, family, 1, 2, 3, i),
    "seed words": (i) => stats.openStream(stream, { ...family, k0: i | 0 }, 0),
    "namespace words": (i) => stats.openStream(stream, { ...family, k2: i | 0 }, 0),
    "purpose words": (i) => stats.openStream(stream, { ...family, k3: i | 0 }, 0),
    "seeds, purposes, patients, replicates": (i) => stats.openStream(stream, sweep[i & 15], i >>> 8, (i >>> 4) & 15),
  };
  return Object.entries(openers).map(([name, open]) => ({ name, open, next: () => stats.nextWord(stream) }));
}

/** `count` words: the first `each` of the streams in turn. */
export function firstWords({ open, next }, each, count) {
  const words = new Int32Array(count);
  for (let at = 0, i = 0; at < count; i++) {
    open(i);
    for (let k = 0; k < each && at < count; k++) words[at++] = next();
  }
  return words;
}

/** Keyings that many programs use and that the tests must catch. */
export function badKeyings(stats) {
  const stream = stats.createStream();
  const start = (a, b) => {
    stream.a = a | 0;
    stream.b = b | 0;
    stream.c = 0;
    stream.d = 1;
  };
  const next = () => stats.nextWord(stream);
  const warm = (a, b) => {
    start(a, b);
    for (let i = 0; i < 15; i++) next();
  };
  let state = 0;
  const linear = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state;
  };
  const arc4 = createArc4();
  return [
    { name: "sfc32 with the replicate as its state", open: (i) => start(20260823, i), next },
    {
      name: "sfc32 from seed + replicate, four neighbouring seeds",
      open: (i) => warm(20260823 + (i & 3) + (i >>> 2), 0),
      next,
    },
    {
      name: "a linear congruential generator from seed + replicate",
      open: (i) => (state = 20260823 + i),
      next: linear,
    },
    { name: "ARC4 without discarding its first bytes", open: arc4.open, next: arc4.next },
  ];
}

/** ARC4 keyed by the four bytes of a number. */
function createArc4() {
  const s = new Uint8Array(256);
  let i = 0;
  let j = 0;
  const swap = () => {
    const kept = s[i];
    s[i] = s[j];
    s[j] = kept;
  };
  const byte = () => {
    i = (i + 1) & 255;
    j = (j + s[i]) & 255;
    swap();
    return s[(s[i] + s[j]) & 255];
  };
  return {
    open: (key) => {
      for (let k = 0; k < 256; k++) s[k] = k;
      for (i = 0, j = 0; i < 256; i++) {
        j = (j + s[i] + ((key >>> (8 * (i & 3))) & 255)) & 255;
        swap();
      }
      i = 0;
      j = 0;
    },
    next: () => (byte() << 24) | (byte() << 16) | (byte() << 8) | byte(),
  };
}
