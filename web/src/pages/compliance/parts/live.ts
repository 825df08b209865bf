import { useQuery } from "@connectrpc/connect-query";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import type { CustomerCompliance } from "#gen/countersign/compliance/v1/customer_compliance_pb.ts";
import { useFresh } from "../../../app/fresh.ts";
import { useWatch } from "../../../app/watch.ts";

const { method } = ComplianceService;
/** What hangs on a compliance is read anew so long after its last change, ms. */
const SETTLED_MS = 800;

/** The newest of what was read and what the stream told; counts change without the etag, never without the revision. */
export function useLive(
  read: CustomerCompliance | undefined,
  watched = true,
): CustomerCompliance | undefined {
  const fresh = useFresh();
  const [told, setTold] = useState<CustomerCompliance>();
  const settle = useDebouncedCallback(() => void fresh(ComplianceService), SETTLED_MS);
  const newest = newer(read, told);
  useWatch(
    method.watchCustomerCompliance,
    watched && read ? { customerComplianceId: read.id } : undefined,
    ({ customerCompliance }) => {
      if (!customerCompliance) return;
      setTold(customerCompliance);
      if (newest && customerCompliance.revision > newest.revision) settle();
    },
  );
  return newest;
}

/** One compliance as it is now. */
export function useCompliance(id: string) {
  const query = useQuery(method.getCustomerCompliance, { customerComplianceId: id });
  const compliance = useLive(query.data?.customerCompliance);
  return { compliance, error: query.error, refetch: query.refetch, isPaused: query.fetchStatus === "paused" };
}

function newer(
  a: CustomerCompliance | undefined,
  b: CustomerCompliance | undefined,
): CustomerCompliance | undefined {
  if (!a || !b || a.id !== b.id) return a;
  return b.revision > a.revision ? b : a;
}
