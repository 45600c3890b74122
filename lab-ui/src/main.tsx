import { render } from "preact";
import { App } from "./app";
import { LiveSource, StoredSource, storedContent } from "./source";
import { Store } from "./store";

const stored = storedContent();
const source = stored ? new StoredSource(stored) : new LiveSource();
const root = document.getElementById("app");
if (root) render(<App lab={{ store: new Store(), source }} />, root);
