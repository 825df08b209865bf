import { useQuery } from "@connectrpc/connect-query";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { TemplateVersion } from "#gen/countersign/policy/v1/template_pb.ts";

/** One version of a template with its text; `number` 0: none is read. */
export function useTemplateText(
  templateId: string,
  number: number,
): {
  readonly version: TemplateVersion | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
} {
  const { data, error, refetch } = useQuery(
    PolicyService.method.listTemplateVersions,
    { templateId, number, withContent: true },
    { enabled: templateId !== "" && number > 0, staleTime: Number.POSITIVE_INFINITY },
  );
  return { version: data?.versions[0], error, refetch };
}
