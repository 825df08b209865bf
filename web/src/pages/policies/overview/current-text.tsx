import { useQuery } from "@connectrpc/connect-query";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Markdown } from "../../../components/markdown.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "./current-text.module.css";

/** The text in force; before the first publication, the one that is being written. */
export function CurrentText({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const [whole, setWhole] = useState(false);
  const inForce = policy.publishedVersionId !== "";
  const policyVersionId = inForce ? policy.publishedVersionId : policy.openVersionId;
  const { data, error, refetch } = useQuery(
    PolicyService.method.getPolicyVersion,
    { policyVersionId },
    { enabled: policyVersionId !== "" },
  );
  if (policyVersionId === "") return null;
  const text = data?.version?.renderedMarkdown;
  return (
    <Section
      title={t(inForce ? "text.inForce" : "text.draft", {
        number: inForce ? policy.publishedVersion : policy.latestVersion,
      })}
      actions={
        <Button component={Link} size="xs" variant="default" to={`/policies/${policy.id}/versions`}>
          {t("text.versions")}
        </Button>
      }
    >
      {error && !data && <StateBlock kind="error" small error={error} onRetry={() => void refetch()} />}
      {!error && !data && <ListSkeleton rows={4} height={28} />}
      {text === "" && <StateBlock kind="empty" small title={t("text.empty")} text={t("text.emptyText")} />}
      {text && (
        <>
          <div className={classes.text} data-whole={whole || undefined}>
            <Markdown text={text} title={data?.version?.title ?? ""} />
          </div>
          <div>
            <Button variant="subtle" size="compact-sm" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {t(whole ? "text.less" : "text.more")}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}
