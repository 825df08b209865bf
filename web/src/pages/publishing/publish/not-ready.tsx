import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Policy } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyVersionState } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { StateBlock } from "../../../components/state-block.tsx";

/** There is no approved version: what is missing, and the way there. */
export function NotReady({ policy }: { readonly policy: Policy }) {
  const t = useTexts("publishing");
  const path = `/policies/${policy.id}`;
  const [text, to, action] =
    policy.openVersionState === PolicyVersionState.IN_REVIEW
      ? ["publish.notReady.review", `${path}/review`, "publish.notReady.open"]
      : policy.openVersionState === PolicyVersionState.DRAFT
        ? ["publish.notReady.draft", `${path}/edit`, "publish.notReady.edit"]
        : ["publish.notReady.none", path, "publish.done.policy"];
  return (
    <>
      <PageHeader title={policy.title} crumbs={[{ to: path, text: t("publish.crumb") }]} />
      <StateBlock
        kind="empty"
        title={t("publish.notReady.title")}
        text={t(text)}
        action={
          <Button variant="default" renderRoot={(props) => <Link to={to} {...props} />}>
            {t(action)}
          </Button>
        }
      />
    </>
  );
}
