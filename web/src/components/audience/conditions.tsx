import { ActionIcon, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { Audience } from "#gen/countersign/common/v1/audience_pb.ts";
import { useTexts } from "../../app/texts.ts";
import classes from "./audience.module.css";
import {
  type AudiencePart,
  addCondition,
  FIELDS,
  MOST_CONDITIONS,
  removeCondition,
  setValues,
} from "./audience-value.ts";
import { ConditionInput } from "./condition-input.tsx";
import { fieldName } from "./phrases.ts";

/** One of the lists of an audience: its conditions, and a menu that adds one. */
export function Conditions({
  audience,
  part,
  onChange,
}: {
  readonly audience: Audience;
  readonly part: AudiencePart;
  readonly onChange: (audience: Audience) => void;
}) {
  const t = useTexts("audience");
  const conditions = audience[part];
  const [added, setAdded] = useState(-1);
  const adder = useRef<HTMLButtonElement>(null);
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{t(`part.${part}.title`)}</legend>
      <Text size="sm" c="dimmed">
        {t(`part.${part}.text`)}
      </Text>
      <Stack gap="xs" mt="xs">
        {conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing else that tells them apart
          <div key={index}>
            {index > 0 && (
              <Text size="xs" c="dimmed" fw={600} mb={2}>
                {t(part === "all" ? "and" : "or")}
              </Text>
            )}
            <Group wrap="nowrap" align="flex-end" gap="xs">
              <div className={classes.values}>
                <ConditionInput
                  condition={condition}
                  autoFocus={index === added}
                  onChange={(values) => onChange(setValues(audience, part, index, values))}
                />
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t("remove", { field: t(`field.${fieldName(condition.field)}`) })}
                onClick={() => {
                  onChange(removeCondition(audience, part, index));
                  adder.current?.focus();
                }}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
          </div>
        ))}
      </Stack>
      <Menu position="bottom-start" shadow="md" returnFocus={false}>
        <Menu.Target>
          <Button
            ref={adder}
            mt="sm"
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={conditions.length >= MOST_CONDITIONS}
            aria-label={t(`part.${part}.add`)}
          >
            {t("add")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FIELDS.map((field) => (
            <Menu.Item
              key={field}
              onClick={() => {
                setAdded(conditions.length);
                onChange(addCondition(audience, part, field));
              }}
            >
              {t(`field.${fieldName(field)}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}
