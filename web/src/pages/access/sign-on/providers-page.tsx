import { Box, Button, Group, Stack, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { IdentityProvider } from "#gen/countersign/identity/v1/identity_provider_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useList } from "../../../app/list.ts";
import { useTexts } from "../../../app/texts.ts";
import { CardLink } from "../../../components/card-link.tsx";
import { ListState } from "../../../components/list-parts.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import classes from "../access.module.css";
import { SecondStep } from "./second-step.tsx";

/** The company's identity providers: how its people sign in with the company's account. */
export function ProvidersPage() {
  const t = useTexts("access");
  const list = useList(
    IdentityService.method.listIdentityProviders,
    { pageSize: 50 },
    (page) => page.identityProviders,
  );
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/access/single-sign-on/new" {...props} />}
    >
      {t("sso.add")}
    </Button>
  );
  return (
    <Box maw="64rem">
      <PageHeader title={t("sso.title")} text={t("sso.text")} actions={list.rows.length > 0 && add} />
      <Stack gap="lg">
        <ListState list={list} rows={2} height={84} />
        {list.first && list.rows.length === 0 && (
          <StateBlock kind="empty" title={t("sso.none")} text={t("sso.noneText")} action={add} small />
        )}
        <Stack gap="sm">
          {list.rows.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} />
          ))}
        </Stack>
        <Section title={t("sso.how")}>
          <ol className={classes.steps}>
            <li>{t("sso.step1")}</li>
            <li>{t("sso.step2")}</li>
            <li>{t("sso.step3")}</li>
          </ol>
        </Section>
        <SecondStep />
      </Stack>
    </Box>
  );
}

function ProviderCard({ provider }: { readonly provider: IdentityProvider }) {
  const t = useTexts("access");
  return (
    <div className={classes.card}>
      <div>
        <CardLink to={`/access/single-sign-on/${provider.id}`}>{provider.name}</CardLink>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {provider.issuer}
        </Text>
        {provider.emailDomains.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("sso.domains", { domains: provider.emailDomains.join(", ") })}
          </Text>
        )}
      </div>
      <Group gap="xs">
        {provider.enabled && provider.enforced && (
          <StatusBadge tone="active">{t("sso.state.enforced")}</StatusBadge>
        )}
        <StatusBadge tone={provider.enabled ? "good" : "neutral"}>
          {t(provider.enabled ? "sso.state.enabled" : "sso.state.disabled")}
        </StatusBadge>
      </Group>
    </div>
  );
}
