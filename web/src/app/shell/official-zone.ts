import { useQuery } from "@connectrpc/connect-query";
import { useEffect, useState } from "react";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { setOfficialZone } from "../../time.ts";
import type { Me } from "../session.tsx";

/**
 * Learns the customer's time zone, in which due days are shown. False: it isn't known yet, and a due day shown now could
 * be the wrong one. Where it can't be learned, the reader's own zone counts.
 */
export function useOfficialZone({ customerId }: Me): boolean {
  const wanted = customerId !== "";
  const { data, isError, fetchStatus } = useQuery(
    CustomerService.method.getSettings,
    {},
    { enabled: wanted, staleTime: Number.POSITIVE_INFINITY },
  );
  const zone = data?.settings?.timeZone ?? "";
  const learned = !wanted || data !== undefined || isError || fetchStatus === "paused";
  const [set, setSet] = useState<string>();
  useEffect(() => {
    if (!learned) return;
    setOfficialZone(zone);
    setSet(zone);
  }, [learned, zone]);
  return set === zone && learned;
}
