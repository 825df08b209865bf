import type { Acknowledgement } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { CopyValue } from "../../../components/copy-value.tsx";
import { Fact, Facts } from "../../../components/facts.tsx";
import { Section } from "../../../components/section.tsx";
import { momentText } from "../../../time.ts";
import { ReceiptButton } from "../../to-read/receipt-button.tsx";

/** What proves a signature, and its receipt. */
export function EvidenceOf({ one }: { readonly one: Acknowledgement }) {
  const t = useTexts("acknowledgements");
  const { evidence } = one;
  if (!evidence) return null;
  return (
    <Section
      title={t("one.evidence")}
      text={t("one.evidenceText")}
      actions={<ReceiptButton acknowledgementId={one.id} title={one.policyTitle} />}
    >
      <Facts>
        <Fact name={t("one.typedName")}>{evidence.typedName}</Fact>
        <Fact name={t("one.email")}>{evidence.email}</Fact>
        <Fact name={t("one.signTime")}>{momentText(evidence.signTime)}</Fact>
        <Fact name={t("one.opened")}>{momentText(evidence.openTime)}</Fact>
        <Fact name={t("one.method")}>{evidence.authenticationMethod || "–"}</Fact>
        <Fact name={t("one.address")}>{evidence.ipAddress || "–"}</Fact>
      </Facts>
      <Facts cols={1}>
        <Fact name={t("one.consent")}>{evidence.consentText}</Fact>
        <Fact name={t("one.browser")}>{evidence.userAgent || "–"}</Fact>
        <Fact name={t("one.hash")}>
          <CopyValue value={evidence.contentSha256} label={t("one.hash")} />
        </Fact>
      </Facts>
    </Section>
  );
}
