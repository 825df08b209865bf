import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  AcknowledgementSignedSchema,
  AcknowledgementsCancelledSchema,
  AcknowledgementsRequestedSchema,
} from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { PolicyArchivedSchema, PolicyPublishedSchema } from "#gen/countersign/policy/v1/policy_events_pb.ts";
import { Materiality } from "#gen/countersign/policy/v1/published_policy_pb.ts";
import { type EventDraft, event } from "../../../runtime/events/event.ts";

/** A policy whose events a test publishes. */
export interface Told {
  readonly customerId: string;
  readonly policyId: string;
}

const of = ({ customerId, policyId }: Told) => ({ customerId, subject: policyId });

/** The policy as it is in force with a version; versions begin after the revisions of drafting. */
const inForce = ({ policyId }: Told, version: number, materialVersion: number, publishTime: Date) => ({
  policyId,
  version,
  materialVersion,
  title: `Title ${version}`,
  revision: BigInt(10 + version),
  materiality: version === materialVersion ? Materiality.MATERIAL : Materiality.EDITORIAL,
  publishTime: timestampFromDate(publishTime),
});

/** PolicyPublished; material when the version is its own material version. */
export const published = (
  told: Told,
  publishTime: Date,
  version = 1,
  materialVersion = version,
): EventDraft =>
  event(PolicyPublishedSchema, of(told), { policy: inForce(told, version, materialVersion, publishTime) });

/** PolicyArchived. */
export const archived = (told: Told, revision = 100): EventDraft =>
  event(PolicyArchivedSchema, of(told), {
    policyId: told.policyId,
    title: "Archived",
    materialVersion: 1,
    revision: BigInt(revision),
  });

/** AcknowledgementsRequested for some people, of whom the first `replacing` had signed before. */
export const requested = (
  told: Told,
  publishTime: Date,
  people: number,
  replacing = 0,
  materialVersion = 1,
): EventDraft =>
  event(AcknowledgementsRequestedSchema, of(told), {
    policy: inForce(told, materialVersion, materialVersion, publishTime),
    acknowledgements: Array.from({ length: people }, (_, i) => ({ replacesSignature: i < replacing })),
  });

/** AcknowledgementSigned; each has a subject of its own, as in life. */
export const signed = (told: Told, acknowledgementId: string, materialVersion = 1): EventDraft =>
  event(
    AcknowledgementSignedSchema,
    { customerId: told.customerId, subject: acknowledgementId },
    { acknowledgementId, policyId: told.policyId, materialVersion },
  );

/** AcknowledgementsCancelled for some people. */
export const cancelled = (told: Told, people: number, materialVersion = 1): EventDraft =>
  event(AcknowledgementsCancelledSchema, of(told), {
    policyId: told.policyId,
    materialVersion,
    acknowledgements: Array.from({ length: people }, () => ({})),
  });
