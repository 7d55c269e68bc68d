import { Combobox, Option } from "@fluentui/react-components";
import { useState } from "react";

export interface Choice {
  value: string;
  text: string;
  detail?: string;
}

interface PickOrTypeProps {
  label: string;
  value: string;
  options: readonly Choice[];
  onChange: (value: string) => void;
  className?: string;
  placeholder?: string;
  id?: string;
  size?: "small" | "medium";
}

const shownAtMost = 60;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** A list to pick from that also takes what is not in it; typed text is kept when the field is left. */
export function PickOrType({ label, value, options, onChange, className, placeholder, id, size = "small" }: PickOrTypeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = options.find((option) => same(option.value, value))?.text ?? value;
  const wanted = (typed ?? "").trim().toLowerCase();
  const fitting = options.filter((option) => `${option.text} ${option.value} ${option.detail ?? ""}`.toLowerCase().includes(wanted));

  const commit = () => {
    if (typed === null) return;
    const entered = typed.trim();
    const named = options.find((option) => same(option.text, entered) || same(option.value, entered));
    setTyped(null);
    const next = named?.value ?? entered;
    if (next !== value) onChange(next);
  };
  return (
    <Combobox
      freeform
      size={size}
      aria-label={label}
      className={className}
      input={{ style: { width: "100%", minWidth: 0, textOverflow: "ellipsis" } }}
      // The field opens the list itself; Tab goes on to the next field.
      expandIcon={{ tabIndex: -1 }}
      style={{ minWidth: 0 }}
      {...(id === undefined ? {} : { id })}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={typed ?? text}
      selectedOptions={value === "" ? [] : [value]}
      title={value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onOptionSelect={(_, { optionValue }) => {
        // Without a value it only says that what is typed is not what was selected; the typed text stays.
        if (optionValue === undefined) return;
        setTyped(null);
        if (optionValue !== value) onChange(optionValue);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
      }}
    >
      {fitting.slice(0, shownAtMost).map((option) => (
        <Option key={option.value} value={option.value} text={option.text}>
          {option.detail === undefined ? option.text : `${option.text} · ${option.detail}`}
        </Option>
      ))}
    </Combobox>
  );
}
