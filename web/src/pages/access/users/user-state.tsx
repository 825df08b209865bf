import { timestampDate } from "@bufbuild/protobuf/wkt";
import { useQuery } from "@connectrpc/connect-query";
import { useMemo } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { type Invitation, InvitationState } from "#gen/countersign/identity/v1/invitation_pb.ts";
import { type User, UserStatus } from "#gen/countersign/identity/v1/user_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { StatusBadge, type Tone } from "../../../components/status-badge.tsx";
import { USERS_READERS } from "../who.ts";

/** Where a user stands. */
export type UserState = "active" | "invited" | "invitationExpired" | "ended" | "deactivated";

const TONES: Readonly<Record<UserState, Tone>> = {
  active: "good",
  invited: "waiting",
  invitationExpired: "warning",
  ended: "neutral",
  deactivated: "neutral",
};

/** Says whether a user can sign in; `invitation` is an open one, if there is any. */
export function userState(user: User, invitation: Invitation | undefined): UserState {
  if (user.status === UserStatus.DEACTIVATED) return "deactivated";
  if (user.accessEndTime && timestampDate(user.accessEndTime) <= new Date()) return "ended";
  if (!invitation) return "active";
  return invitation.expireTime && timestampDate(invitation.expireTime) <= new Date()
    ? "invitationExpired"
    : "invited";
}

/** That, as a badge. */
export function UserStateBadge({ state }: { readonly state: UserState }) {
  const t = useTexts("access");
  return <StatusBadge tone={TONES[state]}>{t(`users.state.${state}`)}</StatusBadge>;
}

/** Invitations that nobody has answered yet, by user. */
export function useOpenInvitations(): ReadonlyMap<string, Invitation> {
  const mayRead = useMay(USERS_READERS);
  const { data } = useQuery(
    IdentityService.method.listInvitations,
    { state: InvitationState.PENDING, pageSize: 200 },
    { enabled: mayRead },
  );
  return useMemo(() => new Map((data?.invitations ?? []).map((one) => [one.userId, one])), [data]);
}
