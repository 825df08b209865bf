import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { SummaryGrouping } from "#gen/countersign/acknowledgement/v1/acknowledgement_requests_pb.ts";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";

/** How often counts are read anew while somebody looks, ms. */
export const LIVE_MS = 15_000;

/** How everything stands, by policy (the first 200) and by department; read anew while somebody looks. */
export const useSummary = (enabled = true) =>
  useQuery(
    AcknowledgementService.method.getAcknowledgementSummary,
    { pageSize: 200, groupBy: SummaryGrouping.DEPARTMENT },
    { refetchInterval: LIVE_MS, placeholderData: keepPreviousData, enabled },
  );
