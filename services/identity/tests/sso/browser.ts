/** What a browser got: where it stands now, and the page. */
export interface Landing {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const MOST_REDIRECTS = 10;

/** A browser as a test needs one: it keeps cookies by origin and follows redirects as long as it is told to. */
export class Browser {
  readonly #jar = new Map<string, Map<string, string>>();

  /** The cookies that it keeps for an origin, by name. */
  cookies(origin: string): ReadonlyMap<string, string> {
    return this.#jar.get(origin) ?? new Map();
  }

  /** Takes a cookie as if the origin had set it. */
  plant(origin: string, name: string, value: string): void {
    this.#jar.set(origin, new Map([...this.cookies(origin), [name, value]]));
  }

  /** One request, with the origin's cookies; no redirect is followed. */
  async ask(url: string | URL, init: RequestInit = {}): Promise<Landing> {
    const target = new URL(url);
    const cookie = [...this.cookies(target.origin)].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = new Headers(init.headers);
    if (cookie !== "") headers.set("cookie", cookie);
    const answer = await fetch(target, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) this.#keep(target.origin, line);
    return { url: target, status: answer.status, headers: answer.headers, body: await answer.text() };
  }

  /** Opens an address and follows redirects until `stop` says so of where the next one leads, or there is a page. */
  async open(url: string | URL, stop: (next: URL) => boolean = () => false): Promise<Landing> {
    let landing = await this.ask(url);
    for (let i = 0; i < MOST_REDIRECTS; i++) {
      const location = landing.headers.get("location");
      if (location === null) return landing;
      const next = new URL(location, landing.url);
      if (stop(next)) return { ...landing, url: next };
      landing = await this.ask(next);
    }
    throw new Error("too many redirects");
  }

  #keep(origin: string, line: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const over = attributes.some((attribute) => /^max-age=0$|^expires=Thu, 01 Jan 1970/i.test(attribute));
    const kept = new Map(this.cookies(origin));
    if (over || value === "") kept.delete(name);
    else kept.set(name, value);
    this.#jar.set(origin, kept);
  }
}
