import type { Receipt } from "#gen/countersign/acknowledgement/v1/receipt_pb.ts";

/** Saves a receipt as a file: all that is needed to verify it without this platform. */
export function saveReceipt(receipt: Receipt, title: string): void {
  const content = {
    receipt: receipt.jws,
    claims: JSON.parse(receipt.claimsJson),
    public_key: JSON.parse(receipt.publicJwk),
  };
  const file = new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileName(title)}-receipt.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const fileName = (title: string): string =>
  title
    .normalize("NFKD")
    .replaceAll(/[^\w]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase() || "policy";
