import { useQuery } from "@connectrpc/connect-query";
import { Radio, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { Framework } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useAction } from "../../../app/action.ts";
import { newRequestId, useClient } from "../../../app/client.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useGo } from "../../../app/navigation.ts";
import { useMay, useMe } from "../../../app/session.tsx";
import { useTexts } from "../../../app/texts.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { DialogForm } from "../../../components/form-dialog.tsx";
import { StateBlock } from "../../../components/state-block.tsx";
import { toastDone } from "../../../components/toast-store.ts";
import { UserPicker } from "../../../components/user-picker.tsx";
import { USERS_READERS } from "../../access/who.ts";
import classes from "../compliance.module.css";
import { byParts, partText } from "../parts/structure.ts";

/** Begins to comply with a framework: shows what it brings before it is added. */
export function AddFramework({
  frameworks,
  first,
  onClose,
}: {
  readonly frameworks: readonly Framework[];
  /** The framework chosen already, frm_…; "" for none. */
  readonly first: string;
  readonly onClose: () => void;
}) {
  const t = useTexts("compliance");
  const client = useClient(ComplianceService);
  const fresh = useFresh();
  const go = useGo();
  const me = useMe();
  const maySeeUsers = useMay(USERS_READERS);
  const [frameworkId, setFrameworkId] = useState(first);
  const [owner, setOwner] = useState(me.user.customerId === "" ? "" : me.user.id);
  const [note, setNote] = useState("");
  const framework = frameworks.find(({ id }) => id === frameworkId);
  const action = useAction(async () => {
    const made = await client.createCustomerCompliance({
      target: { case: "frameworkId", value: frameworkId },
      note: note.trim(),
      ownerUserId: owner.startsWith("usr_") ? owner : "",
      requestId: newRequestId(),
    });
    await fresh(ComplianceService);
    toastDone(t("add.done", { title: framework?.title ?? "" }));
    go(`/compliance/${made.customerCompliance?.id ?? ""}`);
  });
  return (
    <Dialog title={t("add.title")} size="xl" fillsPhone onClose={onClose}>
      {frameworks.length === 0 ? (
        <StateBlock kind="empty" title={t("add.all")} text={t("add.allText")} small />
      ) : (
        <DialogForm action={action} submit={t("add.submit")} disabled={!framework} onClose={onClose}>
          <Radio.Group label={t("add.which")} value={frameworkId} onChange={setFrameworkId}>
            <Stack gap="xs" mt="xs">
              {frameworks.map(({ id, title, description, requirementCount }) => (
                <div key={id} className={classes.choice}>
                  <Radio
                    value={id}
                    label={
                      <>
                        <Text span fw={600}>
                          {title}
                        </Text>
                        {" · "}
                        {t("requirements", { count: requirementCount })}
                      </>
                    }
                    description={description}
                  />
                  {id === frameworkId && <Brings framework={framework} />}
                </div>
              ))}
            </Stack>
          </Radio.Group>
          {maySeeUsers && (
            <UserPicker
              label={t("owner")}
              description={t("ownerText")}
              placeholder={t("ownerMe")}
              value={owner}
              onChange={setOwner}
              error={action.fault("owner_user_id")}
            />
          )}
          <Textarea
            label={t("note")}
            description={t("noteText")}
            autosize
            minRows={2}
            maxLength={10_000}
            value={note}
            error={action.fault("note")}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </DialogForm>
      )}
    </Dialog>
  );
}

/** The parts of a framework, with how much each asks for. */
function Brings({ framework }: { readonly framework: Framework | undefined }) {
  const t = useTexts("compliance");
  const { data } = useQuery(
    ComplianceService.method.getFramework,
    { frameworkId: framework?.id ?? "" },
    { enabled: framework !== undefined },
  );
  if (!data?.framework) return null;
  const { key, requirements } = data.framework;
  return (
    <Stack gap={4} mt="sm">
      <Text size="sm" fw={600}>
        {t("add.brings", { count: requirements.length })}
      </Text>
      <ul className={classes.brings}>
        {byParts(key, requirements, ({ identifier }) => identifier).map(({ part, rows }) => (
          <li key={part}>
            {t(partText(key, part))} <span className={classes.number}>{rows.length}</span>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
