import { Fragment } from "react";
import { UserName } from "../../../components/user-name.tsx";

/** Names of several users, one after the other. */
export function UserNames({ userIds }: { readonly userIds: readonly string[] }) {
  return userIds.map((userId, i) => (
    <Fragment key={userId}>
      {i > 0 && ", "}
      <UserName userId={userId} />
    </Fragment>
  ));
}
