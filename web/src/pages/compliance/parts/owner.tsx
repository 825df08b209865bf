import { useQuery } from "@connectrpc/connect-query";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { USERS_READERS } from "../../access/who.ts";

/** The name of a user, for those who may see users; "" while it isn't known. */
export function useUserName(userId: string): string {
  const may = useMay(USERS_READERS);
  const { data } = useQuery(
    IdentityService.method.getUser,
    { userId },
    { enabled: may && userId.startsWith("usr_"), staleTime: 300_000 },
  );
  return data?.user?.displayName ?? "";
}
