import { useQuery } from "@connectrpc/connect-query";
import { Alert, Anchor, Box, Button, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { User } from "#gen/countersign/identity/v1/user_pb.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { opens } from "../../../app/where.ts";
import { Fact, Facts } from "../../../components/facts.tsx";
import { PageHeader } from "../../../components/page-header.tsx";
import { Section } from "../../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { agoText, momentText } from "../../../time.ts";
import { useInCustomer } from "../parts/roles.ts";
import { USERS_MANAGERS } from "../who.ts";
import { UserActions } from "./user-actions.tsx";
import { UserForm } from "./user-form.tsx";
import { UserSessions } from "./user-sessions.tsx";
import { UserSignIn } from "./user-sign-in.tsx";
import { UserStateBadge, useOpenInvitations, userState } from "./user-state.tsx";

/** One user: who they are, what they may do, where they are signed in. */
export function UserPage() {
  const t = useTexts("access");
  const userId = useParam("userId");
  const query = useQuery(IdentityService.method.getUser, { userId });
  const user = query.data?.user;
  if (user) return <Known user={user} refetch={query.refetch} />;
  if (query.error)
    return <StateBlock kind="error" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.fetchStatus === "paused") return <StateBlock kind="offline" />;
  return (
    <>
      <PageHeader title={t("user.title")} />
      <ListSkeleton rows={3} height={160} />
    </>
  );
}

function Known({ user, refetch }: { readonly user: User; readonly refetch: () => Promise<unknown> }) {
  const t = useTexts("access");
  const me = useMe();
  const inCustomer = useInCustomer();
  const mayManage = useMay(USERS_MANAGERS);
  const invitation = useOpenInvitations().get(user.id);
  const employeePath = `/employees/${user.employeeId}`;
  return (
    <Box maw="64rem">
      <PageHeader
        title={user.displayName}
        crumbs={[
          inCustomer
            ? { to: "/access/users", text: t("users.title") }
            : { to: "/platform/operators", text: t("operators.title") },
        ]}
        badge={<UserStateBadge state={userState(user, invitation)} />}
        text={user.email}
        actions={
          <>
            <Button
              variant="default"
              renderRoot={(props) => <Link to={`/audit?actor=${user.id}`} {...props} />}
            >
              {t("user.events")}
            </Button>
            {mayManage && <UserActions user={user} invitation={invitation} />}
          </>
        }
      />
      <Stack gap="lg">
        {!mayManage && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {t("readOnly")}
          </Alert>
        )}
        <UserForm user={user} readOnly={!mayManage} refetch={refetch} />
        <Section title={t("user.facts")}>
          <Facts cols={3}>
            <Fact name={t("user.created")}>{momentText(user.createTime)}</Fact>
            <Fact name={t("user.last")}>
              {user.lastSignInTime
                ? `${momentText(user.lastSignInTime)} (${agoText(user.lastSignInTime)})`
                : t("users.never")}
            </Fact>
            <Fact name={t("user.employee")}>
              {user.employeeId === "" && t("none")}
              {user.employeeId !== "" &&
                (opens(me, employeePath) ? (
                  <Anchor component={Link} to={employeePath}>
                    {t("user.openEmployee")}
                  </Anchor>
                ) : (
                  <Text ff="monospace" size="sm">
                    {user.employeeId}
                  </Text>
                ))}
            </Fact>
          </Facts>
        </Section>
        {mayManage && user.id !== me.user.id && <UserSignIn user={user} />}
        {mayManage && <UserSessions user={user} />}
      </Stack>
    </Box>
  );
}
