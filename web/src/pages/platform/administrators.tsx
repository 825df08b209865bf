import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { useList } from "../../app/list.ts";
import { useTexts } from "../../app/texts.ts";
import { ShowMore } from "../../components/list-parts.tsx";
import { PersonBadge } from "../../components/person-badge.tsx";
import { Section } from "../../components/section.tsx";
import { ListSkeleton, StateBlock } from "../../components/state-block.tsx";
import { agoText } from "../../time.ts";
import { InviteAdministrator } from "./invite-administrator.tsx";
import classes from "./platform.module.css";

/** Who administers a customer, and an invitation for one more. */
export function Administrators({ customerId }: { readonly customerId: string }) {
  const t = useTexts("platform");
  const [inviting, setInviting] = useState(false);
  const list = useList(
    IdentityService.method.listUsers,
    { customerId, role: PermissionRole.CUSTOMER_ADMIN, status: UserStatus.ACTIVE, pageSize: 50 },
    (page) => page.users,
  );
  return (
    <Section
      title={t("admins.title")}
      actions={
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setInviting(true)}
        >
          {t("admins.invite")}
        </Button>
      }
    >
      {list.isPending && <ListSkeleton rows={1} />}
      {list.error && <StateBlock kind="error" error={list.error} onRetry={() => void list.refetch()} small />}
      {list.first && list.rows.length === 0 && <Text c="dimmed">{t("admins.none")}</Text>}
      <ul className={classes.list}>
        {list.rows.map((user) => (
          <li key={user.id}>
            <PersonBadge name={user.displayName} detail={user.email} />
            <Text size="sm" c="dimmed">
              {user.lastSignInTime
                ? t("admins.last", { ago: agoText(user.lastSignInTime) })
                : t("admins.never")}
            </Text>
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
      {inviting && <InviteAdministrator customerId={customerId} onClose={() => setInviting(false)} />}
    </Section>
  );
}
