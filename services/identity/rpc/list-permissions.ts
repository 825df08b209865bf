import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { PERMISSIONS } from "../access/permissions.ts";
import type { IdentityContext } from "../context.ts";
import { PERMISSION_TEXTS } from "./permission-texts.ts";

/** Lists the permissions as the contracts make them: methods, and the permission roles that hold each whole. */
export const listPermissions: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["listPermissions"]
> = async () => ({
  permissions: PERMISSIONS.map(({ permission, held, methods }) => ({
    permission,
    ...PERMISSION_TEXTS[permission],
    roles: [...held],
    methods: [...methods],
  })),
});
