import { Button, Group, Modal, type ModalProps } from "@mantine/core";
import { usePhone } from "../app/phone.ts";
import { useTexts } from "../app/texts.ts";

/** What a dialog looks like; it is open as long as it stands in the page. */
export interface DialogProps extends Pick<ModalProps, "closeOnClickOutside" | "closeOnEscape"> {
  readonly title: string;
  readonly size?: "lg" | "xl";
  /** Takes the whole screen of a phone: for what needs room there. */
  readonly fillsPhone?: boolean;
  readonly onClose: () => void;
  readonly children: ModalProps["children"];
}

/** A dialog over the page. */
export function Dialog({ fillsPhone = false, ...props }: DialogProps) {
  const t = useTexts();
  const phone = usePhone();
  return (
    <Modal
      opened
      fullScreen={phone && fillsPhone}
      closeButtonProps={{ "aria-label": t("close") }}
      {...props}
    />
  );
}

/** How a dialog ends. */
export interface DialogButtonsProps {
  /** What the button says: the act itself, such as "Delete the customer". */
  readonly confirm: string;
  readonly tone?: "danger" | "plain";
  readonly pending: boolean;
  /** Something is missing yet. */
  readonly disabled?: boolean;
  /** What the way out says, where nothing is cancelled. */
  readonly cancel?: string;
  readonly onClose: () => void;
  /** Left out in a form: there the button submits it. */
  readonly onConfirm?: () => void;
}

/** The end of a dialog: out of it, or on with what it is about. */
export function DialogButtons({
  confirm,
  tone,
  pending,
  disabled,
  cancel,
  onClose,
  onConfirm,
}: DialogButtonsProps) {
  const t = useTexts();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {cancel ?? t("cancel")}
      </Button>
      <Button
        type={onConfirm ? "button" : "submit"}
        color={tone === "danger" ? "red" : undefined}
        loading={pending}
        disabled={disabled}
        onClick={onConfirm}
      >
        {confirm}
      </Button>
    </Group>
  );
}
