import { create } from "@bufbuild/protobuf";
import { Alert, Box, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { RoleSchema } from "#gen/countersign/identity/v1/role_pb.ts";
import { useParam } from "../../../app/navigation.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import { useCustomRoles } from "../parts/roles.ts";
import { ACCESS_MANAGERS } from "../who.ts";
import { DeleteRole } from "./delete-role.tsx";
import { RoleForm } from "./role-form.tsx";

const NEW = create(RoleSchema);

/** One of the company's own roles, or a new one. */
export function RolePage() {
  const t = useTexts("access");
  const roleId = useParam("roleId");
  const isNew = roleId === "new";
  const { roles, isPending } = useCustomRoles();
  const mayManage = useMay(ACCESS_MANAGERS);
  const role = isNew ? NEW : roles.find(({ id }) => id === roleId);
  if (!role && !isPending) return <StateBlock kind="not-found" />;
  if (isNew && !mayManage) return <StateBlock kind="denied" />;
  return (
    <Box maw="64rem">
      <PageHeader
        title={isNew ? t("role.new") : (role?.name ?? "…")}
        crumbs={[{ to: "/access/roles", text: t("roles.title") }]}
        text={t("role.text")}
        actions={role && !isNew && mayManage && <DeleteRole role={role} />}
      />
      <Stack gap="lg">
        {!mayManage && (
          <Alert color="gray" icon={<IconLock aria-hidden />}>
            {t("readOnly")}
          </Alert>
        )}
        {role ? (
          <RoleForm key={roleId} role={role} readOnly={!mayManage} />
        ) : (
          <ListSkeleton rows={3} height={160} />
        )}
      </Stack>
    </Box>
  );
}
