import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Framework } from "#gen/countersign/compliance/v1/framework_pb.ts";
import { useTexts } from "../../../app/texts.ts";
import { Section } from "../../../components/section.tsx";
import classes from "../compliance.module.css";

/** Frameworks that the company could comply with: look what they ask for before beginning. */
export function OtherFrameworks({ frameworks }: { readonly frameworks: readonly Framework[] }) {
  const t = useTexts("compliance");
  return (
    <Section title={t("others.title")} text={t("others.text")}>
      <ul className={classes.frameworks}>
        {frameworks.map(({ id, title, description, requirementCount }) => (
          <li key={id}>
            <Link to={`/frameworks/${id}`} className={classes.link}>
              {title}
            </Link>
            <Text size="sm" c="dimmed">
              {description}
            </Text>
            <Text size="sm" c="dimmed" className={classes.number}>
              {t("requirements", { count: requirementCount })}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
