// A button that opens a small panel; Escape and a click outside close it.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface MenuProps {
  label: ComponentChildren;
  /** Spoken name where the label is a picture. */
  name?: string;
  class?: string;
  /** Edge of the button the panel is aligned to. */
  align?: "left" | "right";
  /** Opens above the button. */
  up?: boolean;
  children: (close: () => void) => ComponentChildren;
}

export function Menu({ label, name, class: className = "link", align = "left", up, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    close();
  };
  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={className}
        aria-expanded={open}
        aria-controls={id}
        aria-label={name}
        title={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <div class={`panel ${align}${up ? " up" : ""}`} id={id}>
          {children(close)}
        </div>
      )}
    </div>
  );
}
