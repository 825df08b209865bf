import { AcknowledgementType } from "#gen/countersign/acknowledgement/v1/acknowledgement_pb.ts";

/** The key of the text that says why something is to be signed. */
export function typeText(type: AcknowledgementType): string {
  switch (type) {
    case AcknowledgementType.NEW_JOINER:
      return "type.newJoiner";
    case AcknowledgementType.PERIODIC:
      return "type.periodic";
    case AcknowledgementType.NEW_VERSION:
      return "type.newVersion";
    default:
      return "type.manual";
  }
}
