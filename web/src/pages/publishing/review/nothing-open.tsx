import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";

/** There is nothing to decide on: the last version is in force, or the policy is archived. */
export function NothingOpen({ policy }: { readonly policy: Policy }) {
  const t = useTexts("publishing");
  return (
    <>
      <PageHeader title={policy.title} crumbs={[{ to: "/approvals", text: t("nav.approvals") }]} />
      <StateBlock
        kind="empty"
        title={t("review.nothing.title")}
        text={t("review.nothing.text", { version: policy.publishedVersion })}
        action={
          <Button variant="default" renderRoot={(props) => <Link to={`/policies/${policy.id}`} {...props} />}>
            {t("review.nothing.action")}
          </Button>
        }
      />
    </>
  );
}
