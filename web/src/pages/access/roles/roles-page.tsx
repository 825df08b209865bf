import { Box, Button, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, useCommands } from "../../../app/commands.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../access.module.css";
import { useCustomRoles } from "../parts/roles.ts";
import { ACCESS_MANAGERS } from "../who.ts";
import { PermissionMatrix } from "./permission-matrix.tsx";

/** The company's own roles, and what the built-in ones may do. */
export function RolesPage() {
  const t = useTexts("access");
  const go = useGo();
  const mayManage = useMay(ACCESS_MANAGERS);
  const { roles, isPending } = useCustomRoles();
  const commands = useMemo(
    (): readonly Command[] =>
      mayManage ? [{ id: "roles.new", label: t("role.new"), run: () => go("/access/roles/new") }] : [],
    [t, go, mayManage],
  );
  useCommands(commands);
  const create = mayManage && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/access/roles/new" {...props} />}
    >
      {t("role.new")}
    </Button>
  );
  return (
    <Box maw="72rem">
      <PageHeader title={t("roles.title")} text={t("roles.text")} actions={create} />
      <Stack gap="lg">
        <section aria-label={t("roles.own")}>
          {isPending && <ListSkeleton rows={2} height={72} />}
          {!isPending && roles.length === 0 && (
            <Section title={t("roles.own")}>
              <StateBlock kind="empty" title={t("roles.none")} text={t("roles.noneText")} small />
            </Section>
          )}
          <Stack gap="sm">
            {roles.map((role) => (
              <div key={role.id} className={classes.card}>
                <div>
                  <CardLink to={`/access/roles/${role.id}`}>{role.name}</CardLink>
                  <Text size="sm" c="dimmed">
                    {role.description || t("roles.noDescription")}
                  </Text>
                </div>
                <Text size="sm" c="dimmed" style={{ fontVariantNumeric: "tabular-nums" }}>
                  {t("roles.permissions", { count: role.permissions.length })}
                  {" · "}
                  {t("roles.holders", { count: role.holderCount })}
                </Text>
              </div>
            ))}
          </Stack>
        </section>
        <Section title={t("roles.builtIn")} text={t("roles.builtInText")}>
          <PermissionMatrix />
        </Section>
      </Stack>
    </Box>
  );
}
