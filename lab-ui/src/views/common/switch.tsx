// A choice of a few: buttons side by side, one of them pressed.
export interface SwitchProps {
  label: string;
  /** Whether the label is seen, not only heard. */
  shown?: boolean;
  choices: readonly { id: string; name: string }[];
  chosen: string;
  choose: (id: string) => void;
}

export function Switch({ label, shown, choices, chosen, choose }: SwitchProps) {
  return (
    <span class="choice">
      {shown && <span class="note">{label}</span>}
      <span class="switch small" role="group" aria-label={label}>
        {choices.map((choice) => (
          <button type="button" key={choice.id} aria-pressed={choice.id === chosen} onClick={() => choose(choice.id)}>
            {choice.name}
          </button>
        ))}
      </span>
    </span>
  );
}
