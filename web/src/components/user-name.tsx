import { useQuery } from "@connectrpc/connect-query";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useMe } from "../app/session.tsx";
import { useTexts } from "../app/texts.ts";

/** Names hardly ever change: ms. */
const KEPT_MS = 600_000;

/** What a user is called, by id (usr_…); in words, or `otherwise`, where one may not know it, "…" while it is asked for. */
export function useUserName(userId: string, otherwise?: string): string {
  const t = useTexts();
  const me = useMe();
  const mine = userId === me.user.id;
  const known = useQuery(
    IdentityService.method.getUser,
    { userId },
    { enabled: !mine && userId.startsWith("usr_"), staleTime: KEPT_MS, retry: false },
  );
  if (mine) return me.user.displayName;
  return (
    known.data?.user?.displayName ??
    (known.isFetching ? "…" : (otherwise ?? t(userId === "" ? "person.nobody" : "person.somebody")))
  );
}

/** The name of a user, by id. */
export function UserName({ userId, otherwise }: { readonly userId: string; readonly otherwise?: string }) {
  return useUserName(userId, otherwise);
}
