import { isIP } from "node:net";

/** A configuration mistake; the message is one line that says which setting and what it takes. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

/** One setting: its environment variable, what it means (the README's table is made from it) and how it is read. */
export interface Setting<T> {
  readonly name: string;
  readonly about: string;
  /** Shown in the documentation; empty when there is no default. */
  readonly byDefault: string;
  readonly read: (text: string) => T;
}

const refuse = (name: string, text: string, wanted: string): never => {
  throw new ConfigError(`${name}=${text} is not ${wanted}.`);
};

/** A text taken as it is. */
export const text = (name: string, byDefault: string, about: string): Setting<string> => ({
  name,
  about,
  byDefault,
  read: (value) => value,
});

/** A whole number within bounds. */
export const integer = (
  name: string,
  byDefault: string,
  bounds: readonly [number, number],
  about: string,
): Setting<number> => ({
  name,
  about,
  byDefault,
  read: (value) => {
    const number = Number(value);
    const [least, most] = bounds;
    if (value.trim() !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
    return refuse(name, value, `a whole number from ${least} to ${most}`);
  },
});

/** One of a few words. */
export const oneOf = <W extends string>(
  name: string,
  byDefault: string,
  words: readonly W[],
  about: string,
): Setting<W> => ({
  name,
  about,
  byDefault,
  read: (value) => words.find((word) => word === value) ?? refuse(name, value, `one of ${words.join(", ")}`),
});

/** A URL with one of the given schemes, or empty. */
export const url = (
  name: string,
  byDefault: string,
  schemes: readonly string[],
  about: string,
): Setting<string> => ({
  name,
  about,
  byDefault,
  read: (value) => {
    if (value === "" || schemes.some((scheme) => value.startsWith(`${scheme}://`))) return value;
    return refuse(name, value.replace(/\/\/[^@/]*@/, "//…@"), `a ${schemes.join(":// or ")}:// address`);
  },
});

/** Keys of so many bytes in base64 or base64url, several separated by commas, or none. They are never shown. */
export const keys = (name: string, bytes: number, about: string): Setting<readonly string[]> => ({
  name,
  about,
  byDefault: "",
  read: (value) => {
    const list = value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    const isKey = (key: string): boolean =>
      /^[\w+/-]+=*$/.test(key) && Buffer.from(key, "base64url").length === bytes;
    if (list.every(isKey)) return list;
    throw new ConfigError(`${name} is not made of keys of ${bytes} bytes in base64, with commas between.`);
  },
});

/** `host:port`, several separated by commas, or none. */
export const addresses = (name: string, about: string): Setting<readonly string[]> => ({
  name,
  about,
  byDefault: "",
  read: (value) => {
    const list = value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    if (list.every((address) => /^[^\s:]+:\d{1,5}$/.test(address))) return list;
    return refuse(name, value, "a list of host:port");
  },
});

/** Words separated by commas, each of which must pass a check, or none. */
const list = (
  name: string,
  wanted: string,
  passes: (part: string) => boolean,
  about: string,
): Setting<readonly string[]> => ({
  name,
  about,
  byDefault: "",
  read: (value) => {
    const parts = value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "");
    return parts.every(passes) ? parts : refuse(name, value, wanted);
  },
});

/** Web origins such as `https://app.example.com`, as browsers write them; several with commas, or none. */
export const origins = (name: string, about: string): Setting<readonly string[]> =>
  list(
    name,
    "a list of origins such as https://app.example.com, without a path",
    (part) => /^https?:\/\//.test(part) && URL.canParse(part) && new URL(part).origin === part,
    about,
  );

/** IP addresses and networks such as `10.0.0.0/8`; several with commas, or none. */
export const networks = (name: string, about: string): Setting<readonly string[]> =>
  list(name, "a list of IP addresses and networks such as 10.0.0.0/8", isNetwork, about);

function isNetwork(part: string): boolean {
  const [address = "", bits, ...rest] = part.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
