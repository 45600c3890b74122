export const shell = {
  view_plan: "Plan",
  view_compare: "Compare",
  view_innovation: "Innovation",
  view_claims: "Claims",
  view_money: "Money",
  view_fund: "Joint fund",
  view_evidence: "Evidence",
  loading: "Loading model, {percent} %",
} as const;
