import { Button, Menu, Stack } from "@mantine/core";
import { IconArchive, IconCalendarCheck, IconDots, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { type Policy, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PolicyFrame } from "../parts/policy-frame.tsx";
import { usePolicy } from "../parts/use-policy.ts";
import classes from "../policies.module.css";
import { POLICY_WRITERS, REQUIREMENT_READERS, SIGNATURE_READERS } from "../who.ts";
import { ArchivePolicy } from "./archive-policy.tsx";
import { Completion } from "./completion.tsx";
import { CurrentText } from "./current-text.tsx";
import { NextStep } from "./next-step.tsx";
import { PolicyFacts } from "./policy-facts.tsx";
import { RenewPolicy } from "./renew-policy.tsx";
import { Requirements } from "./requirements.tsx";
import { Reviews } from "./reviews.tsx";
import { TemplateNews } from "./template-news.tsx";

/** One policy: where it stands, whom it is for, who has signed, and what to do next. */
export function PolicyPage() {
  const query = usePolicy();
  const mayReadSignatures = useMay(SIGNATURE_READERS);
  const mayReadRequirements = useMay(REQUIREMENT_READERS);
  return (
    <PolicyFrame
      query={query}
      text={query.policy?.summary}
      actions={query.policy && <PolicyMenu policy={query.policy} />}
    >
      {(policy) => (
        <Stack gap="lg">
          <NextStep policy={policy} />
          <TemplateNews policy={policy} />
          <div className={classes.columns}>
            <Stack gap="lg">
              {mayReadSignatures && policy.publishedVersion > 0 && <Completion policy={policy} />}
              <CurrentText policy={policy} />
            </Stack>
            <Stack gap="lg">
              <PolicyFacts policy={policy} />
              {mayReadRequirements && <Requirements policyId={policy.id} />}
              {query.reviews.length > 0 && <Reviews reviews={query.reviews} />}
            </Stack>
          </div>
        </Stack>
      )}
    </PolicyFrame>
  );
}

/** What is done now and then. */
function PolicyMenu({ policy }: { readonly policy: Policy }) {
  const t = useTexts("policies");
  const go = useGo();
  const mayWrite = useMay(POLICY_WRITERS) && policy.status !== PolicyStatus.ARCHIVED;
  const [asking, setAsking] = useState<"archive" | "renew" | undefined>(undefined);
  const inForce = policy.status === PolicyStatus.PUBLISHED;
  const commands = useMemo(
    (): readonly Command[] =>
      mayWrite
        ? [
            { id: "policy.edit", label: t("menu.edit"), run: () => go(`/policies/${policy.id}/edit`) },
            { id: "policy.archive", label: t("menu.archive"), run: () => setAsking("archive") },
            ...(inForce
              ? [{ id: "policy.renew", label: t("menu.renew"), run: () => setAsking("renew") }]
              : []),
          ]
        : [],
    [t, go, mayWrite, inForce, policy.id],
  );
  useCommands(commands);
  if (!mayWrite) return null;
  const close = (): void => setAsking(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
            {t("menu.more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to={`/policies/${policy.id}/edit?part=rules`}
            leftSection={<IconUsers size={16} aria-hidden />}
          >
            {t("menu.rules")}
          </Menu.Item>
          {inForce && (
            <Menu.Item
              leftSection={<IconCalendarCheck size={16} aria-hidden />}
              onClick={() => setAsking("renew")}
            >
              {t("menu.renew")}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconArchive size={16} aria-hidden />}
            c="var(--mantine-color-error)"
            onClick={() => setAsking("archive")}
          >
            {t("menu.archive")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === "archive" && <ArchivePolicy policy={policy} onClose={close} />}
      {asking === "renew" && <RenewPolicy policy={policy} onClose={close} />}
    </>
  );
}
