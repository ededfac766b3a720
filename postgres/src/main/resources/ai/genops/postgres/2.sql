-- Each budget as it was defined when something was reserved of it last: a form, as ai.genops.governance.budget.BudgetText
-- has it.
create table genops_budget_known (
  budget text primary key,
  definition text not null,
  seen timestamptz not null
);
create index genops_budget_known_seen on genops_budget_known (seen);
