/** A block of patients, and how many of them are for the experimental arm. */
export interface Block {
  readonly blockSize: number;
  readonly experimental: number;
}

/** Where the open block of each stratum stands. */
export interface BlockState {
  readonly left: Int32Array;
  /** What is left of the block's order as bits, or of its experimental patients as a number. */
  readonly rest: Int32Array;
}

export function createBlockState(strata: number): BlockState {
  return { left: new Int32Array(strata), rest: new Int32Array(strata) };
}

const MOST_ORDERS = 10_000;

/** Every order of a block as bits, the first patient lowest, 1 for experimental; undefined if there are too many to list. */
export function blockOrders({ blockSize, experimental }: Block): Int32Array | undefined {
  if (blockSize > 30) return undefined;
  let count = 1;
  for (let i = 1; i <= experimental; i++) count = (count * (blockSize - experimental + i)) / i;
  if (count > MOST_ORDERS) return undefined;
  const orders: number[] = [];
  const extend = (order: number, place: number, left: number): void => {
    if (place === blockSize) orders.push(order);
    else {
      if (blockSize - place > left) extend(order, place + 1, left);
      if (left > 0) extend(order | (1 << place), place + 1, left - 1);
    }
  };
  extend(0, 0, experimental);
  return Int32Array.from(orders);
}

/** Arms from whole orders: the k-th block that is opened takes the k-th uniform. */
export function allocateByOrders(
  { left, rest }: BlockState,
  { blockSize, orders }: { readonly blockSize: number; readonly orders: Int32Array },
  uniforms: Float64Array,
  patients: number,
  stratum: Uint8Array,
  arm: Uint8Array,
): void {
  let opened = 0;
  if (left.length === 1) {
    for (let i = 0; i < patients; ) {
      let order = orders[(uniforms[opened++]! * orders.length) | 0]!;
      for (const end = Math.min(patients, i + blockSize); i < end; i++) {
        arm[i] = order & 1;
        order >>= 1;
      }
    }
    return;
  }
  left.fill(0);
  for (let i = 0; i < patients; i++) {
    const s = stratum[i]!;
    if (left[s] === 0) {
      left[s] = blockSize;
      rest[s] = orders[(uniforms[opened++]! * orders.length) | 0]!;
    }
    const order = rest[s]!;
    arm[i] = order & 1;
    rest[s] = order >> 1;
    left[s] = left[s]! - 1;
  }
}

/** Arms drawn without replacement from what is left of the block, which makes every order equally likely; one uniform a patient. */
export function allocateOneByOne(
  { left, rest }: BlockState,
  { blockSize, experimental }: Block,
  uniforms: Float64Array,
  patients: number,
  stratum: Uint8Array,
  arm: Uint8Array,
): void {
  const strata = left.length;
  left.fill(0);
  for (let i = 0; i < patients; i++) {
    const s = strata === 1 ? 0 : stratum[i]!;
    if (left[s] === 0) {
      left[s] = blockSize;
      rest[s] = experimental;
    }
    // Experimental if u × left is below what is left for it, read off the sign.
    const drawn = (Math.floor(uniforms[i]! * left[s]! - rest[s]!) >> 31) & 1;
    arm[i] = drawn;
    left[s] = left[s]! - 1;
    rest[s] = rest[s]! - drawn;
  }
}
