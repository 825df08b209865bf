import { Resolver } from "node:dns/promises";
import { failedPrecondition } from "../../../runtime/errors.ts";

/** Looks up TXT records (RFC 1035, 3.3.14); each record is a list of its parts. Throws when there are none. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

const TIMEOUT_MS = 2_000;

/** Asks the machine's own DNS servers. */
export const resolveTxt: ResolveTxt = (name) =>
  new Resolver({ timeout: TIMEOUT_MS, tries: 2 }).resolveTxt(name);

/** The TXT record by which the owner of a domain says that a customer of ours may have it. */
export const proofOf = (domain: string, customerId: string): { name: string; value: string } => ({
  name: `_countersign.${domain}`,
  value: `countersign-customer=${customerId}`,
});

/**
 * Throws EMAIL_DOMAIN_NOT_PROVEN, with the record to publish, unless the DNS says of each domain that it is the
 * customer's: else anybody could have another company's people sent to a sign-in page of their own.
 */
export async function proveDomains(
  resolve: ResolveTxt,
  customerId: string,
  domains: readonly string[],
): Promise<void> {
  const proven = await Promise.all(
    domains.map(async (domain) => {
      const { name, value } = proofOf(domain, customerId);
      const records = await resolve(name).catch(() => []);
      return records.some((parts) => parts.join("").trim() === value);
    }),
  );
  const missing = domains.find((_, i) => !proven[i]);
  if (missing === undefined) return;
  const { name, value } = proofOf(missing, customerId);
  throw failedPrecondition(
    "EMAIL_DOMAIN_NOT_PROVEN",
    `Publish a TXT record ${name} with the text ${value}, or ask the platform's operator to add ${missing}.`,
    { metadata: { domain: missing, record_name: name, record_value: value } },
  );
}
