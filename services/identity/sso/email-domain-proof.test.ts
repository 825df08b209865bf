import { expect, test } from "@jest/globals";
import { proveDomains } from "./email-domain-proof.ts";

const CUSTOMER = "cus_01h2xcejqtf2nbrexx3vqjhp41";
const RECORDS: Readonly<Record<string, string[][]>> = {
  "_countersign.example.com": [["v=spf1"], ["countersign-customer=", CUSTOMER]],
  "_countersign.other.example": [["countersign-customer=cus_01h2xcejqtf2nbrexx3vqjhp42"]],
};
const resolve = async (name: string): Promise<string[][]> => {
  const found = RECORDS[name];
  if (!found) throw new Error("ENOTFOUND");
  return found;
};

test("a domain is a customer's when its DNS says so", async () => {
  await expect(proveDomains(resolve, CUSTOMER, ["example.com"])).resolves.toBeUndefined();
  await expect(proveDomains(resolve, CUSTOMER, [])).resolves.toBeUndefined();
});

test.each(["other.example", "nothing.example"])(
  "%s is not, and the error says what to publish",
  async (domain) => {
    await expect(proveDomains(resolve, CUSTOMER, ["example.com", domain])).rejects.toMatchObject({
      reason: "EMAIL_DOMAIN_NOT_PROVEN",
      metadata: {
        domain,
        record_name: `_countersign.${domain}`,
        record_value: `countersign-customer=${CUSTOMER}`,
      },
    });
  },
);
