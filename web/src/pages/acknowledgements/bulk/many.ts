import type { Client } from "@connectrpc/connect";
import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type {
  SkippedAcknowledgement,
  SkipReason,
} from "#gen/countersign/acknowledgement/v1/bulk_requests_pb.ts";
import { newRequestId } from "../../../app/client.ts";
import type { listRequestOf } from "../filter.ts";

/** What one call takes. */
const MOST = 1000;

/** How something for many went: so many done, others left as they were, by reason. */
export interface Outcome {
  readonly done: number;
  readonly skipped: ReadonlyMap<SkipReason, number>;
}

/** The part of a call for many. */
type Call = (
  ids: string[],
  requestId: string,
) => Promise<{ readonly done: number; readonly skipped: readonly SkippedAcknowledgement[] }>;

/** Does something for any number of acknowledgements, a thousand at a time; tells how many it has been through. */
export async function doForMany(
  ids: readonly string[],
  call: Call,
  onProgress: (through: number) => void,
): Promise<Outcome> {
  let done = 0;
  const skipped = new Map<SkipReason, number>();
  for (let from = 0; from < ids.length; from += MOST) {
    const answer = await call(ids.slice(from, from + MOST), newRequestId());
    done += answer.done;
    for (const { reason } of answer.skipped) skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
    onProgress(Math.min(ids.length, from + MOST));
  }
  return { done, skipped };
}

/** The ids of all that match, page by page; tells how many it has read. */
export async function idsOfAll(
  client: Client<typeof AcknowledgementService>,
  request: ReturnType<typeof listRequestOf>,
  signal: AbortSignal,
  onProgress: (read: number) => void,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let pageToken = "";
  do {
    const page = await client.listAcknowledgements({ ...request, pageToken }, { signal });
    for (const { id } of page.acknowledgements) ids.push(id);
    onProgress(ids.length);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return ids;
}
