import { useQuery } from "@connectrpc/connect-query";
import { MultiSelect, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyOrder } from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { useAction } from "../../../app/action.ts";
import { useTexts } from "../../../app/texts.ts";
import { FormDialog } from "../../../components/form-dialog.tsx";
import classes from "../compliance.module.css";
import { type MapTarget, useMapping } from "./mapping.tsx";

const MOST_FOUND = 50;

interface Found {
  readonly title: string;
  readonly draft: boolean;
}

/** Chooses policies that serve a requirement, or a framework as a whole. */
export function MapPolicies({
  target,
  title,
  onClose,
}: {
  readonly target: MapTarget;
  /** What it is about, below the dialog's title. */
  readonly title: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const { map } = useMapping();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Found>>(new Map());
  const [typed, setTyped] = useState("");
  const [query] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery(
    PolicyService.method.listPolicies,
    { query, pageSize: MOST_FOUND, orderBy: PolicyOrder.TITLE },
    { placeholderData: keepPreviousData },
  );
  const there = new Set(target.policies.map(({ policyId }) => policyId));
  const found = (data?.policies ?? []).filter(({ id }) => !there.has(id));
  const options = new Map<string, Found>([
    ...chosen,
    ...found.map(
      ({ id, title: name, status }) =>
        [id, { title: name, draft: status !== PolicyStatus.PUBLISHED }] as const,
    ),
  ]);
  const action = useAction(async () => {
    await map(
      target,
      [...chosen].map(([policyId, one]) => ({ policyId, title: one.title })),
    );
    onClose();
  });
  return (
    <FormDialog
      title={t("map.title", { name: target.name })}
      size="lg"
      action={action}
      submit={t("map.submit", { count: chosen.size })}
      disabled={chosen.size === 0}
      onClose={onClose}
    >
      <Text>{title}</Text>
      <MultiSelect
        data-autofocus
        classNames={{ inputField: classes.inner }}
        label={t("map.label")}
        description={t("map.text")}
        placeholder={chosen.size === 0 ? t("map.placeholder") : ""}
        searchable
        openOnFocus={false}
        hidePickedOptions
        nothingFoundMessage={t("palette.nothing")}
        comboboxProps={{ withinPortal: true }}
        data={[...options].map(([value, one]) => ({
          value,
          label: one.draft ? t("map.draft", { title: one.title }) : one.title,
        }))}
        value={[...chosen.keys()]}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(ids) =>
          setChosen(new Map(ids.map((id) => [id, options.get(id) ?? { title: id, draft: false }])))
        }
      />
    </FormDialog>
  );
}
