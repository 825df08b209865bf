import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import type { Action } from "../../app/action.ts";
import { useTexts } from "../../app/texts.ts";
import { Form } from "../../components/form.tsx";

/** One step with one's authenticator: what it asks for, and on with it or back. */
export function StepForm({
  action,
  submit,
  disabled,
  onCancel,
  children,
}: {
  readonly action: Pick<Action<[], unknown>, "run" | "pending">;
  /** What the button says. */
  readonly submit: string;
  /** Something is missing yet. */
  readonly disabled: boolean;
  /** Unset: there is no way back. */
  readonly onCancel?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const t = useTexts("me");
  return (
    <Form maw={420} onSubmit={() => void action.run()}>
      {children}
      <Group gap="xs">
        <Button type="submit" loading={action.pending} disabled={disabled}>
          {submit}
        </Button>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </Group>
    </Form>
  );
}
