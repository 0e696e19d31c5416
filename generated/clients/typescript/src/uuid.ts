/** Names that nobody else makes. */

/** A version 4 UUID (RFC 9562). It need not be secret, so old runtimes may use Math.random. */
export function uuid(): string {
  const { crypto } = globalThis as { crypto?: Crypto };
  if (typeof crypto?.randomUUID === "function") {
    return crypto.randomUUID();
  }
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (Number(digit) ^ ((Math.random() * 16) >> (Number(digit) / 4))).toString(16),
  );
}
