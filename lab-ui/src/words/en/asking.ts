// Long questions: asked of the model, watched, cancelled; and what all drawings of these views share.
export const asking = {
  not_stored: "This report does not hold this answer. Open the plan in the laboratory (technopole lab) to ask for it.",
  queued: "Waiting for its turn",
  working: "Working, {percent} %",
  cancel: "Cancel",
  cancelled: "Cancelled.",
  interrupted: "Interrupted: the server was stopped while it worked.",
  failed: "No answer was found.",
  again: "Ask again",
  draws: "Draws",
  draws_none: "none",
  table: "Table",
  graphic: "Graphic",
  no_scenario: "No plan is shown yet.",
  year_missing: "The run stopped before {year}.",
} as const;
