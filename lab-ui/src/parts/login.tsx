// A server that was started with a token asks for it once.
import { useState } from "preact/hooks";
import { useLab, useWords } from "../lab";
import { SourceError } from "../source";

export function Login() {
  const { engine } = useLab();
  const words = useWords().shell;
  const [token, setToken] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = async (event: Event) => {
    event.preventDefault();
    setWrong("");
    try {
      await engine.login(token);
    } catch (error) {
      setWrong(error instanceof SourceError ? error.message : String(error));
    }
  };
  return (
    <form class="opening login" onSubmit={(event) => void submit(event)}>
      <label>
        {words.token}
        <input
          type="password"
          autocomplete="current-password"
          value={token}
          aria-invalid={wrong !== ""}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <button type="submit" class="link" disabled={!token}>
        {words.log_in}
      </button>
    </form>
  );
}
