import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

/**
 * What keeps a form from being saved, above its fields; it takes the focus, so that it is read out. Faults of single
 * fields stand at the fields: `error={action.fault("email")}`.
 */
export function FormProblem({ problem }: { readonly problem: string | undefined }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) box.current?.focus();
  }, [problem]);
  if (!problem) return null;
  return (
    <Alert ref={box} color="red" role="alert" tabIndex={-1} icon={<IconAlertTriangle aria-hidden />}>
      {problem}
    </Alert>
  );
}
