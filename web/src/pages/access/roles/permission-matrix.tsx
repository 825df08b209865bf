import { Text, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Fragment } from "react";
import { PermissionRole, PermissionRoleSchema } from "#gen/countersign/common/v1/access_pb.ts";
import { enumName } from "../../../app/enum-name.ts";
import { useTexts } from "../../../app/texts.ts";
import { ListSkeleton, StateBlock } from "../../../components/state-block.tsx";
import classes from "../access.module.css";
import { usePermissions } from "../parts/permissions.ts";
import { CUSTOMER_ROLES } from "../parts/roles.ts";

/** Employees read and sign what is their own: no permission is about that. */
const COLUMNS = CUSTOMER_ROLES.filter((role) => role !== PermissionRole.EMPLOYEE);

/** Which built-in role holds which permission. */
export function PermissionMatrix() {
  const t = useTexts("access");
  const { groups, error, isPending, refetch } = usePermissions();
  if (error) return <StateBlock kind="error" error={error} onRetry={() => void refetch()} small />;
  if (isPending) return <ListSkeleton rows={8} height={32} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached with the keyboard
    <section className={classes.matrix} tabIndex={0} aria-label={t("roles.table")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("roles.permission")}</th>
            {COLUMNS.map((role) => (
              <th key={role} scope="col">
                {t(`role.${enumName(PermissionRoleSchema, role)}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.title}>
              {group.permissions.map(({ permission, title, description, info }) => (
                <tr key={permission}>
                  <th scope="row">
                    {title}
                    <Text size="xs" c="dimmed">
                      {description}
                    </Text>
                  </th>
                  {COLUMNS.map((role) => (
                    <td key={role}>
                      {info.roles.includes(role) ? (
                        <>
                          <IconCheck size={18} aria-hidden />
                          <VisuallyHidden>{t("roles.yes")}</VisuallyHidden>
                        </>
                      ) : (
                        <Text span c="dimmed">
                          <span aria-hidden>–</span>
                          <VisuallyHidden>{t("roles.no")}</VisuallyHidden>
                        </Text>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
