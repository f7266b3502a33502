/**
 * SHA-256 of bytes, or of a text as UTF-8, in lower-case hexadecimal. Synchronous and the same in every engine, so that a
 * result carries its hashes wherever it was computed.
 * Source: NIST FIPS 180-4, sections 4.1.2, 4.2.2, 5.1.1 and 6.2; doi:10.6028/NIST.FIPS.180-4.
 * @example sha256("abc") // "ba7816bf…"
 */
export function sha256(content: string | Uint8Array): string {
  const bytes = padded(typeof content === "string" ? new TextEncoder().encode(content) : content);
  const view = new DataView(bytes.buffer);
  const hash = Int32Array.from(INITIAL_HASH);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < bytes.length; offset += 64) compress(hash, schedule, view, offset);
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Section 5.1.1: a one bit, zeros, and the length in bits as 64-bit number. */
function padded(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil((content.length + 9) / 64) * 64);
  bytes.set(content);
  bytes[content.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - 8, Math.floor(content.length / 0x20000000));
  view.setUint32(bytes.length - 4, (content.length << 3) >>> 0);
  return bytes;
}

/** Section 6.2.2 for one block of 64 bytes. */
function compress(hash: Int32Array, w: Int32Array, view: DataView, offset: number): void {
  for (let t = 0; t < 16; t++) w[t] = view.getInt32(offset + 4 * t);
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w[t] = (w[t - 16]! + s0 + w[t - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const S1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + S1 + ((e & f) ^ (~e & g)) + ROUND[t]! + w[t]!) | 0;
    const S0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) hash[i] = (hash[i]! + word) | 0;
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

const PRIMES = firstPrimes(64);

/** Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const ROUND = PRIMES.map((prime) => fractionalBits(prime, 3));

/** Section 5.3.3: likewise of the square roots of the first eight. */
const INITIAL_HASH = PRIMES.slice(0, 8).map((prime) => fractionalBits(prime, 2));

/** Floor of prime^(1/degree) × 2^32, modulo 2^32, by bisection in whole numbers: no rounding is involved. */
function fractionalBits(prime: number, degree: 2 | 3): number {
  const target = BigInt(prime) << BigInt(32 * degree);
  let low = 0n;
  let high = BigInt(prime) << 32n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    const power = degree === 2 ? middle * middle : middle * middle * middle;
    if (power <= target) low = middle;
    else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}

function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
