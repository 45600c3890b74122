// Whether to believe it: what changed, fit, certificate, assumptions, grades, dates, versions.
import type { ComponentChildren } from "preact";
import { useLabState, useWords } from "../../lab";
import { Page } from "../../parts/page";
import type { About, Scenario } from "../../types";
import { fill } from "../../words";
import { Notice } from "../common/notice";
import { Certificate } from "./certificate";
import { Dated } from "./dated";
import { Fit, LeftOut } from "./fit";
import { Assumptions, Tables } from "./rests";
import { sentence } from "./sentence";

const MARK = 16;

export function Evidence() {
  const words = useWords();
  const scenario = useLabState((state) => state.scenario);
  if (!scenario) return <Notice text={words.asking.no_scenario} />;
  return <View scenario={scenario} />;
}

function View({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const lang = useLabState((state) => state.lang);
  const parts: [string, string, ComponentChildren][] = [
    ["changes", words.changes, <Changes scenario={scenario} />],
    ["fit", words.fit, <Fit scenario={scenario} />],
    ["left-out", words.left_out, <LeftOut scenario={scenario} />],
    ["certificate", words.certificate, <Certificate scenario={scenario} />],
    ["assumed", words.assumed, <Assumptions scenario={scenario} />],
    ["tables", words.tables, <Tables scenario={scenario} />],
    ["dated", words.dated, <Dated scenario={scenario} />],
    ["badly", words.badly, <Paragraphs texts={scenario.fits_badly} none={words.badly_none} />],
    ["warnings", words.warnings, <Paragraphs texts={scenario.warnings} none={words.warnings_none} />],
    ["versions", words.versions, <Versions about={scenario.about} />],
  ];
  return (
    <Page
      sentence={sentence(scenario, words, lang)}
      aside={<p class="note">{fill(words.aside, { model: `technopole ${scenario.model || scenario.about.version}` })}</p>}
    >
      <div class="evidence">
        <Contents parts={parts.map(([id, title]) => ({ id, title }))} />
        <div class="evidence-parts">
          {parts.map(([id, title, content]) => (
            <section key={id} id={`evidence-${id}`} tabIndex={-1} aria-labelledby={`evidence-${id}-title`}>
              <h2 id={`evidence-${id}-title`}>{title}</h2>
              {content}
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}

/** Buttons, not links: the address is the scenario. */
function Contents({ parts }: { parts: { id: string; title: string }[] }) {
  const words = useWords().evidence;
  const go = (id: string) => {
    const part = document.getElementById(`evidence-${id}`);
    part?.scrollIntoView({ block: "start" });
    part?.focus({ preventScroll: true });
  };
  return (
    <nav class="evidence-nav" aria-label={words.nav}>
      {parts.map((part) => (
        <button type="button" key={part.id} class="link" onClick={() => go(part.id)}>
          {part.title}
        </button>
      ))}
    </nav>
  );
}

function Changes({ scenario }: { scenario: Scenario }) {
  const words = useWords().evidence;
  const { changes, about } = scenario;
  if (!changes.length) return <p class="note">{words.no_changes}</p>;
  return (
    <>
      <p class="note">{fill(words.changes_note, { year: about.years.at(-1) ?? "" })}</p>
      <dl class="changes" lang={about.language}>
        {changes.map((change) => (
          <div key={change.lead}>
            <dt>{change.lead}</dt>
            <dd>{change.text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Paragraphs({ texts, none }: { texts: readonly string[]; none: string }) {
  if (!texts.length) return <p class="note">{none}</p>;
  return (
    <ul class="evidence-list" lang="en">
      {texts.map((text) => (
        <li key={text}>{text.replace(/^- /, "")}</li>
      ))}
    </ul>
  );
}

function Versions({ about }: { about: About }) {
  const words = useWords().evidence;
  const rows: [string, string][] = [
    [words.version, about.version],
    [words.created, about.created.replace("T", " ").slice(0, MARK)],
    [`${words.region_mark} ${about.region_id}`, about.fingerprint.slice(0, MARK)],
    [fill(words.plan_mark, { name: about.b.id }), about.b.fingerprint.slice(0, MARK)],
    ...(about.a ? [[fill(words.plan_mark, { name: about.a.id }), about.a.fingerprint.slice(0, MARK)] as [string, string]] : []),
    ...Object.entries(about.versions).filter(([name]) => name !== "technopole"),
  ];
  return (
    <>
      <table class="plain narrow-table">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{words.attribution}</h3>
      <ul class="evidence-list" lang="en">
        {about.attribution.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}
