import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { type Implementation, implement } from "../../../runtime/rpc/handler.ts";
import type { AcknowledgementContext } from "../context.ts";
import { acknowledge } from "./acknowledge.ts";
import { cancelAcknowledgement } from "./cancel-acknowledgement.ts";
import { cancelAcknowledgements } from "./cancel-acknowledgements.ts";
import { createAcknowledgement } from "./create-acknowledgement.ts";
import { exportAcknowledgements } from "./export-acknowledgements.ts";
import { getAcknowledgement } from "./get-acknowledgement.ts";
import { getAcknowledgementSummary } from "./get-acknowledgement-summary.ts";
import { getAsAtReport } from "./get-as-at-report.ts";
import { getChangesSinceLastSigned } from "./get-changes-since-last-signed.ts";
import { getCompletionSeries } from "./get-completion-series.ts";
import { getReceipt } from "./get-receipt.ts";
import { getRollout } from "./get-rollout.ts";
import { listAcknowledgements } from "./list-acknowledgements.ts";
import { listHistory } from "./list-history.ts";
import { listMyAcknowledgements } from "./list-my-acknowledgements.ts";
import { listRollouts } from "./list-rollouts.ts";
import { openAcknowledgement } from "./open-acknowledgement.ts";
import { sendReminder } from "./send-reminder.ts";
import { watchRollout } from "./watch-rollout.ts";

/** The acknowledgement service: one line per RPC. */
export const acknowledgementRpc = (context: AcknowledgementContext): Implementation =>
  implement(AcknowledgementService, context, {
    listMyAcknowledgements,
    getAcknowledgement,
    openAcknowledgement,
    getChangesSinceLastSigned,
    acknowledge,
    getReceipt,
    listAcknowledgements,
    exportAcknowledgements,
    getAcknowledgementSummary,
    getCompletionSeries,
    getAsAtReport,
    createAcknowledgement,
    cancelAcknowledgement,
    cancelAcknowledgements,
    sendReminder,
    listHistory,
    listRollouts,
    getRollout,
    watchRollout,
  });
