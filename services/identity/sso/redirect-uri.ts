import type { IdentityContext } from "../context.ts";
import type { IdentityProviderRow } from "../store/identity-provider-model.ts";

/** Where providers send browsers back to; see IdentityProvider.redirect_uri. */
export function redirectUriOf(
  { config }: Pick<IdentityContext, "config">,
  { _id, namesItself }: Pick<IdentityProviderRow, "_id" | "namesItself">,
): string {
  const { publicUrl, httpHost, httpPort } = config;
  const host = httpHost === "0.0.0.0" || httpHost === "::" ? "localhost" : httpHost;
  const own = `http://${host.includes(":") ? `[${host}]` : host}:${httpPort}`;
  const base = publicUrl.replace(/\/+$/, "") || own;
  return `${base}/login/callback${namesItself ? "" : `/${_id}`}`;
}
