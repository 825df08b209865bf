import { useEffect, useRef } from "react";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { useFresh } from "../../app/fresh.ts";
import { useSummary } from "./use-summary.ts";

/** Reads what is shown anew when the counts say that something changed: somebody signed, or became late. */
export function useLiveList(): void {
  const fresh = useFresh();
  const { data } = useSummary();
  const counts =
    data && JSON.stringify(data.total, (key, value) => (key.startsWith("$") ? undefined : value));
  const known = useRef(counts);
  useEffect(() => {
    if (counts !== undefined && known.current !== undefined && known.current !== counts)
      void fresh(AcknowledgementService);
    known.current = counts;
  }, [counts, fresh]);
}
