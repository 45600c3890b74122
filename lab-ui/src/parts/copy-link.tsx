import { useState } from "preact/hooks";
import { useWords } from "../lab";

const SAID_FOR = 2000;

/** Copies the address; where the browser forbids it, the address is shown to be copied by hand. */
export function CopyLink() {
  const words = useWords().shell;
  const [said, setSaid] = useState<"" | "copied" | "by-hand">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid("copied");
      setTimeout(() => setSaid(""), SAID_FOR);
    } catch {
      setSaid("by-hand");
    }
  };
  return (
    <span class="copy-link">
      <button type="button" class="link" onClick={() => void copy()}>
        {said === "copied" ? words.copied : words.copy_link}
      </button>
      {said === "by-hand" && (
        <input
          readOnly
          value={location.href}
          aria-label={words.copy_link}
          ref={(input) => input?.select()}
          onBlur={() => setSaid("")}
        />
      )}
    </span>
  );
}
