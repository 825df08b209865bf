import { useQuery } from "@connectrpc/connect-query";
import { useEffect } from "react";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { setOfficialZone } from "../../time.ts";
import type { Me } from "../session.tsx";

/** Learns the customer's time zone, in which due days are shown. */
export function useOfficialZone({ customerId }: Me): void {
  const { data } = useQuery(
    CustomerService.method.getSettings,
    {},
    { enabled: customerId !== "", staleTime: Number.POSITIVE_INFINITY },
  );
  const zone = data?.settings?.timeZone;
  useEffect(() => setOfficialZone(zone), [zone]);
}
