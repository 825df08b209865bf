import type { Evidence, Obligation } from "./obligation.ts";

/** What a receipt needs beside the obligation. */
export interface Issuer {
  /** The platform's URL. */
  readonly url: string;
  readonly customerName: string;
}

/** The claims of a receipt in the order that the contract states, as they are signed. */
export function receiptClaims(signed: Obligation, evidence: Evidence, issuer: Issuer): string {
  return JSON.stringify({
    iss: issuer.url,
    iat: Math.floor(evidence.signTime.getTime() / 1000),
    jti: signed._id,
    sub: signed._id,
    customer_id: signed.customerId,
    customer_name: issuer.customerName,
    employee_id: signed.employeeId,
    employee_name: signed.person.name,
    employee_email: signed.person.email,
    policy_id: signed.policyId,
    policy_title: evidence.policyTitle,
    policy_version_id: evidence.policyVersionId,
    version: signed.text.version,
    material_version: signed.materialVersion,
    content_sha256: evidence.contentSha256,
    consent_text: evidence.consentText,
    typed_name: evidence.typedName,
    open_time: evidence.openTime.toISOString(),
    sign_time: evidence.signTime.toISOString(),
    authentication_method: evidence.authenticationMethod,
    locale: evidence.locale,
  });
}
