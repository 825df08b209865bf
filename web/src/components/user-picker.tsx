import { useQuery } from "@connectrpc/connect-query";
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { useTexts } from "../app/texts.ts";

const { method } = IdentityService;

/** Chooses one of the customer's users by name or email address. */
export function UserPicker({
  label,
  value,
  onChange,
  description,
  error,
  placeholder,
  w,
}: {
  readonly label: string;
  /** usr_…; "" for nobody. Another kind of actor, such as apk_…, is shown as it is. */
  readonly value: string;
  readonly onChange: (userId: string) => void;
  readonly description?: string;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly w?: string | number;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed, 200);
  const { data: found } = useQuery(
    method.listUsers,
    { query: query.trim(), pageSize: 20 },
    { placeholderData: keepPreviousData },
  );
  const { data: chosen } = useQuery(method.getUser, { userId: value }, { enabled: value.startsWith("usr_") });
  const options = new Map(
    (found?.users ?? []).map((user) => [user.id, `${user.displayName} · ${user.email}`]),
  );
  if (value !== "" && !options.has(value)) options.set(value, chosen?.user?.displayName ?? value);
  return (
    <Select
      label={label}
      description={description}
      error={error}
      placeholder={placeholder ?? t("all")}
      w={w}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("clear") }}
      filter={({ options: all }) => all}
      nothingFoundMessage={t("palette.nothing")}
      data={[...options].map(([id, text]) => ({ value: id, label: text }))}
      value={value || null}
      onSearchChange={(text) => setTyped([...options.values()].includes(text) ? "" : text)}
      onChange={(next) => onChange(next ?? "")}
    />
  );
}
