import { useQuery } from "@connectrpc/connect-query";
import { useMemo } from "react";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { type Template, TemplateStatus } from "#gen/countersign/policy/v1/template_pb.ts";
import { useMay } from "../../../app/session.tsx";
import { TEMPLATE_READERS } from "../who.ts";

const { ACTIVE, ARCHIVED } = TemplateStatus;

/** A template by its id; undefined while it is unknown, or when there is none. The list is all that the contract gives. */
export function useTemplate(templateId: string): {
  readonly template: Template | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
} {
  const mayRead = useMay(TEMPLATE_READERS);
  const { data, error, isPending, refetch } = useQuery(
    PolicyService.method.listTemplates,
    { pageSize: 200, statuses: [ACTIVE, ARCHIVED] },
    { enabled: mayRead && templateId !== "" },
  );
  const template = useMemo(() => data?.templates.find(({ id }) => id === templateId), [data, templateId]);
  return { template, isPending, error, refetch };
}
