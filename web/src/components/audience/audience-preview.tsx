import { useQuery } from "@connectrpc/connect-query";
import { Loader, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData } from "@tanstack/react-query";
import type { Audience } from "#gen/countersign/common/v1/audience_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { failureText } from "../../app/failure.ts";
import { language, useTexts } from "../../app/texts.ts";
import { PersonBadge } from "../person-badge.tsx";
import classes from "./audience.module.css";
import { audienceIsComplete, completePart } from "./audience-value.ts";

const SAMPLE = 8;

/** How many people an audience has now, and the first of them; it follows what is edited. */
export function AudiencePreview({ audience }: { readonly audience: Audience }) {
  const t = useTexts("audience");
  const [settled] = useDebouncedValue(audience, 300);
  const { data, error, isFetching } = useQuery(
    EmployeeService.method.previewAudience,
    { audience: completePart(settled), sampleSize: SAMPLE },
    { placeholderData: keepPreviousData },
  );
  const number = new Intl.NumberFormat(language());
  if (error) return <Text size="sm">{failureText(error)}</Text>;
  const more = data ? data.matchedCount - data.sample.length : 0;
  return (
    <section className={classes.preview} aria-label={t("preview.title")}>
      <div role="status" className={classes.count}>
        <Text fw={650} size="lg">
          {data
            ? t("preview.count", {
                count: data.matchedCount,
                matched: number.format(data.matchedCount),
                all: number.format(data.employeeCount),
              })
            : t("preview.counting")}
        </Text>
        {data && data.onLeaveCount > 0 && (
          <Text size="sm" c="dimmed">
            {t("preview.onLeave", { count: data.onLeaveCount })}
          </Text>
        )}
        {!audienceIsComplete(audience) && <Text size="sm">{t("preview.incomplete")}</Text>}
        {isFetching && <Loader size={14} aria-hidden className={classes.busy} />}
      </div>
      <ul className={classes.sample}>
        {data?.sample.map(({ id, name, department, roles }) => (
          <li key={id}>
            <PersonBadge name={name} detail={department || roles.join(", ")} size={28} />
          </li>
        ))}
        {more > 0 && (
          <li className={classes.more}>
            <Text size="sm" c="dimmed">
              {t("preview.more", { count: more, number: number.format(more) })}
            </Text>
          </li>
        )}
      </ul>
    </section>
  );
}
