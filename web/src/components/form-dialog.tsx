import type { DescService } from "@bufbuild/protobuf";
import type { ReactNode } from "react";
import type { Action } from "../app/action.ts";
import { useFresh } from "../app/fresh.ts";
import { Dialog, DialogButtons, type DialogButtonsProps, type DialogProps } from "./dialog.tsx";
import { EtagConflict } from "./etag-conflict.tsx";
import { Form } from "./form.tsx";
import { FormProblem } from "./form-errors.tsx";

interface FormProps extends Pick<DialogButtonsProps, "tone" | "disabled" | "cancel" | "onClose"> {
  /** Submits it, and closes the dialog when that worked; told `true` to save over what somebody else saved. */
  readonly action: Pick<Action<[overwrite?: boolean], unknown>, "run" | "pending" | "problem" | "isConflict">;
  /** What the button says. */
  readonly submit: string;
  /** Whose things are read anew when somebody else has changed them meanwhile, if that can be. */
  readonly changes?: DescService;
  /** The fields. */
  readonly children: ReactNode;
}

/** A form in a dialog: what keeps it from being submitted, its fields, its buttons. */
export function FormDialog({
  title,
  size,
  fillsPhone,
  ...form
}: FormProps & Pick<DialogProps, "title" | "size" | "fillsPhone">) {
  return (
    <Dialog title={title} size={size} fillsPhone={fillsPhone} onClose={form.onClose}>
      <DialogForm {...form} />
    </Dialog>
  );
}

/** The form alone, for a Dialog that shows something else at times. */
export function DialogForm({ action, submit, disabled, changes, children, ...buttons }: FormProps) {
  const fresh = useFresh();
  return (
    <Form
      onSubmit={() => {
        if (!disabled) void action.run();
      }}
    >
      {changes && action.isConflict ? (
        <EtagConflict
          onReload={() => void fresh(changes).then(buttons.onClose)}
          onOverwrite={() => void action.run(true)}
        />
      ) : (
        <FormProblem problem={action.problem} />
      )}
      {children}
      <DialogButtons confirm={submit} pending={action.pending} disabled={disabled} {...buttons} />
    </Form>
  );
}
