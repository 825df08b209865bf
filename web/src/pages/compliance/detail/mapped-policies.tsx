import { Button, CloseButton, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import classes from "../compliance.module.css";
import { SignatureBar } from "../parts/bars.tsx";
import { percentOf, signatures } from "../parts/coverage.ts";
import { targetOf } from "../parts/lists.ts";
import { MapPolicies } from "../parts/map-policies.tsx";
import { useMapping } from "../parts/mapping.tsx";
import { PolicyLink } from "../parts/policy-link.tsx";
import { COMPLIANCE_MANAGERS } from "../who.ts";

/** The policies whose signatures count here. */
export function MappedPolicies({
  compliance,
  name,
}: {
  readonly compliance: CustomerCompliance;
  readonly name: string;
}) {
  const t = useTexts("compliance");
  const mayManage = useMay(COMPLIANCE_MANAGERS);
  const { shown, unmap } = useMapping();
  const [adding, setAdding] = useState(false);
  const { kind } = targetOf(compliance);
  const policies = shown(compliance.id, compliance.policies);
  const target = { complianceId: compliance.id, requirementId: "", name, policies };
  return (
    <Section
      title={t("policies.title")}
      text={t(kind === "frameworkId" ? "policies.ofFramework" : "policies.ofRequirement")}
      actions={
        mayManage && (
          <Button
            variant="default"
            data-map
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-label={t("map.titleOf", { name })}
            onClick={() => setAdding(true)}
          >
            {t("map.open")}
          </Button>
        )
      }
    >
      {policies.length === 0 ? (
        <StateBlock kind="empty" title={t("policies.none")} text={t("policies.noneText")} small />
      ) : (
        <ul className={classes.policies}>
          {policies.map((policy) => {
            const sum = signatures([policy]);
            return (
              <li key={policy.policyId}>
                <div>
                  <PolicyLink policyId={policy.policyId} title={policy.title} />
                  <Text size="sm" c="dimmed">
                    {policy.published
                      ? t("policy.counted", { version: policy.materialVersion })
                      : t("policy.notInForce")}
                  </Text>
                </div>
                {policy.published ? <SignatureBar percentage={percentOf(sum)} {...sum} /> : <span />}
                {mayManage && (
                  <CloseButton
                    aria-label={t("unmap.label", { title: policy.title, name })}
                    onClick={() => unmap(target, policy)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {adding && <MapPolicies target={target} title={compliance.title} onClose={() => setAdding(false)} />}
    </Section>
  );
}
