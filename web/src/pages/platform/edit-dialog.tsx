import type { DescService } from "@bufbuild/protobuf";
import { Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import type { Action } from "../../app/action.ts";
import { useFresh } from "../../app/fresh.ts";
import { useTexts } from "../../app/texts.ts";
import { EtagConflict } from "../../components/etag-conflict.tsx";
import { FormProblem } from "../../components/form-errors.tsx";

/** A few fields in a dialog; says so when somebody else saved first. */
export function EditDialog({
  title,
  action,
  service,
  onClose,
  children,
}: {
  readonly title: string;
  /** Saves; told whether to save over what somebody else saved. */
  readonly action: Action<[overwrite: boolean], unknown>;
  /** Whose things are read anew after a conflict. */
  readonly service: DescService;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  const fresh = useFresh();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void action.run(false);
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {action.isConflict ? (
            <EtagConflict
              onReload={() => {
                onClose();
                void fresh(service);
              }}
              onOverwrite={() => void action.run(true)}
            />
          ) : (
            <FormProblem problem={action.problem} />
          )}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("cancel")}
            </Button>
            <Button type="submit" loading={action.pending}>
              {t("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
