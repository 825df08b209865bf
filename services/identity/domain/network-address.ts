/**
 * The network that an address is counted under: an IPv4 address itself (also in its IPv6 form), an IPv6 address's /64,
 * since whoever has one address there has them all. What is no address counts as it is.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(":")) return address;
  return `${groupsOf(address).slice(0, 4).join(":")}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros (RFC 4291 §2.2). */
function groupsOf(address: string): string[] {
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const words = (part: string): string[] => (part === "" ? [] : part.split(":").flatMap(group));
  const [first, last] = [words(head), words(tail)];
  return [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0"), ...last];
}

/** One group, or the two that an embedded IPv4 address stands for. */
function group(text: string): string[] {
  if (!text.includes(".")) return [Number.parseInt(text, 16).toString(16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
}
