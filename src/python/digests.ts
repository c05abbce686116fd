/** MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4); this room has no host to ask for them. */

type Words = readonly number[];

const md5Shifts: Words = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const sines: Words = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) >>> 0);

const left = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const right = (value: number, by: number): number => left(value, 32 - by);

/** A one bit, zeros up to 56 bytes modulo 64, and the length in bits, as words. */
function padded(bytes: Uint8Array, littleEndian: boolean): Words {
  const size = (((bytes.length + 8) >> 6) + 1) * 64;
  const view = new DataView(new ArrayBuffer(size));
  for (const [at, byte] of bytes.entries()) view.setUint8(at, byte);
  view.setUint8(bytes.length, 0x80);
  view.setBigUint64(size - 8, BigInt(bytes.length) * 8n, littleEndian);
  return Array.from({ length: size / 4 }, (_, index) => view.getUint32(index * 4, littleEndian));
}

function written(words: Words, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [index, word] of words.entries()) view.setUint32(index * 4, word >>> 0, littleEndian);
  return new Uint8Array(view.buffer);
}

/** Runs a compression over blocks of 16 words. */
function digested(words: Words, start: Words, compress: (state: Words, block: Words) => Words): Words {
  let state = start;
  for (let at = 0; at < words.length; at += 16) {
    const next = compress(state, words.slice(at, at + 16));
    state = state.map((word, index) => (word + (next[index] ?? 0)) | 0);
  }
  return state;
}

function mixed(round: number, step: number, b: number, c: number, d: number): readonly [number, number] {
  if (round === 0) return [(b & c) | (~b & d), step];
  if (round === 1) return [(d & b) | (~d & c), (5 * step + 1) & 15];
  if (round === 2) return [b ^ c ^ d, (3 * step + 5) & 15];
  return [c ^ (b | ~d), (7 * step) & 15];
}

function md5Block([a = 0, b = 0, c = 0, d = 0]: Words, block: Words): Words {
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const [mix, index] = mixed(round, step, b, c, d);
    const rotated = left((a + mix + (sines[step] ?? 0) + (block[index] ?? 0)) | 0, md5Shifts[round * 4 + (step & 3)] ?? 0);
    [a, d, c, b] = [d, c, b, (b + rotated) | 0];
  }
  return [a, b, c, d];
}

export const md5 = (bytes: Uint8Array): Uint8Array =>
  written(digested(padded(bytes, true), [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476], md5Block), true);

function sha1Block([a = 0, b = 0, c = 0, d = 0, e = 0]: Words, block: Words): Words {
  const schedule = [...block];
  const word = (at: number): number => schedule[at] ?? 0;
  for (let at = 16; at < 80; at += 1) schedule.push(left(word(at - 3) ^ word(at - 8) ^ word(at - 14) ^ word(at - 16), 1));
  for (let step = 0; step < 80; step += 1) {
    const round = Math.floor(step / 20);
    const mix = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0;
    const next = (left(a, 5) + mix + e + constant + word(step)) | 0;
    [e, d, c, b, a] = [d, c, left(b, 30), a, next];
  }
  return [a, b, c, d, e];
}

export const sha1 = (bytes: Uint8Array): Uint8Array =>
  written(digested(padded(bytes, false), [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], sha1Block), false);

const primes = Array.from({ length: 312 }, (_, index) => index).filter(
  (number) => number > 1 && !Array.from({ length: 17 }, (_, index) => index + 2).some((by) => by < number && number % by === 0),
);

/** The first 32 bits of what stands behind the point of a root, which is found by bisection in whole numbers. */
function rootBits(number: number, degree: bigint): number {
  const wanted = BigInt(number) << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

const cubeRoots: Words = primes.slice(0, 64).map((prime) => rootBits(prime, 3n));
const squareRoots: Words = primes.slice(0, 8).map((prime) => rootBits(prime, 2n));

function sha256Block(state: Words, block: Words): Words {
  const schedule = [...block];
  const word = (at: number): number => schedule[at] ?? 0;
  for (let at = 16; at < 64; at += 1) {
    const [early, late] = [word(at - 15), word(at - 2)];
    const first = right(early, 7) ^ right(early, 18) ^ (early >>> 3);
    const second = right(late, 17) ^ right(late, 19) ^ (late >>> 10);
    schedule.push((word(at - 16) + first + word(at - 7) + second) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let step = 0; step < 64; step += 1) {
    const choice = (e & f) ^ (~e & g);
    const first = (h + (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + choice + (cubeRoots[step] ?? 0) + word(step)) | 0;
    const second = ((right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  return [a, b, c, d, e, f, g, h];
}

export const sha256 = (bytes: Uint8Array): Uint8Array => written(digested(padded(bytes, false), squareRoots, sha256Block), false);

export const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
