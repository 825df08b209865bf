import { useTexts } from "../../../app/texts.ts";
import { useUserName as useNameOf } from "../../../components/user-name.tsx";

/** The name of a user; in words where it is not to be known. */
export function useUserName(userId: string): string {
  const t = useTexts("policies");
  return useNameOf(userId, t(userId === "" ? "person.nobody" : "person.somebody"));
}

/** The name of a user, in a text. */
export function UserName({ userId }: { readonly userId: string }) {
  return useUserName(userId);
}
