import { useQuery } from "@connectrpc/connect-query";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";

/** The customer's time zone (IANA), in which days are due; undefined while it isn't known. */
export function useZone(): string | undefined {
  const { data } = useQuery(CustomerService.method.getSettings, {}, { staleTime: Number.POSITIVE_INFINITY });
  return data?.settings?.timeZone || undefined;
}
