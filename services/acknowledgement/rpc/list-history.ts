import type { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { customerOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { historyMessage } from "./messages.ts";
import { checkMaySee } from "./own-or-leading.ts";

/** Lists what happened to an acknowledgement, oldest first. */
export const listHistory: Handler<
  AcknowledgementContext,
  (typeof AcknowledgementService)["method"]["listHistory"]
> = async (context, request, call) => {
  const customerId = customerOf(call);
  const row = await context.obligations.get(customerId, request.acknowledgementId);
  checkMaySee(call, row);
  const filter = { customerId, acknowledgementId: row._id };
  const window = pageWindow(request, filter);
  const [revision, place] = window.after ?? [];
  const entries = row.history.map((entry, position) => ({ entry, position }));
  const rest = window.after
    ? entries.filter(
        ({ entry, position }) =>
          entry.revision > Number(revision) ||
          (entry.revision === Number(revision) && position > Number(place)),
      )
    : entries;
  const page = toPage(rest.slice(0, window.limit + 1), window, filter, ({ entry, position }) => [
    entry.revision,
    position,
  ]);
  return {
    entries: page.items.map(({ entry }) => historyMessage(row, entry)),
    nextPageToken: page.nextPageToken,
  };
};
