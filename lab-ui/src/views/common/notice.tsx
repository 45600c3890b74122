// A view that has nothing to draw says so, and why.
import { Page } from "../../parts/page";

export function Notice({ text, more }: { text: string; more?: string }) {
  return <Page sentence={[{ text, status: "" }]}>{more && <p class="note notice">{more}</p>}</Page>;
}
