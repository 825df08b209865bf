import { type DeliveryState, DeliveryStateSchema } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { enumName } from "../../app/enum-name.ts";
import { useTexts } from "../../app/texts.ts";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";

const TONES: Readonly<Record<string, Tone>> = {
  PENDING: "waiting",
  SENDING: "active",
  SENT: "good",
  FAILED: "bad",
};

/** Where a message stands. */
export function DeliveryStateBadge({ state }: { readonly state: DeliveryState }) {
  const t = useTexts("deliveries");
  const name = enumName(DeliveryStateSchema, state);
  return <StatusBadge tone={TONES[name] ?? "neutral"}>{t(`state.${name}`)}</StatusBadge>;
}
