import { SegmentedControl } from "@mantine/core";
import { useGo } from "../../../app/navigation.ts";
import { useTexts } from "../../../app/texts.ts";

/** Chooses between the text and the rules around it. */
export function EditParts({ policyId, rules }: { readonly policyId: string; readonly rules: boolean }) {
  const t = useTexts("policies");
  const go = useGo();
  return (
    <SegmentedControl
      aria-label={t("edit.parts")}
      style={{ alignSelf: "flex-start" }}
      value={rules ? "rules" : "text"}
      onChange={(part) => go(`/policies/${policyId}/edit${part === "rules" ? "?part=rules" : ""}`)}
      data={[
        { value: "text", label: t("edit.part.text") },
        { value: "rules", label: t("edit.part.rules") },
      ]}
    />
  );
}
