-- Amounts are billionths of the budget's unit. A cell is a part of a window, named by its first instant.
create table genops_budget_cell (
  budget text not null,
  cell timestamptz not null,
  committed bigint not null default 0,
  reserved bigint not null default 0,
  primary key (budget, cell)
);
-- One row for each budget with a rolling window: whoever adds up its cells to reserve holds it.
create table genops_budget_guard (
  budget text primary key
);
create table genops_budget_reservation (
  key text primary key,
  amount bigint not null,
  state text not null check (state in ('RESERVED', 'COMMITTED', 'RELEASED', 'EXPIRED')),
  charged bigint not null default 0,
  late boolean not null default false,
  charged_if_abandoned boolean not null,
  made timestamptz not null,
  expires timestamptz not null
);
create index genops_budget_reservation_open on genops_budget_reservation (expires) where state = 'RESERVED';
-- The budgets of a reservation, with what thresholds are judged by when it is settled.
create table genops_budget_line (
  key text not null references genops_budget_reservation on delete cascade,
  budget text not null,
  cell timestamptz not null,
  cap bigint not null,
  time_window text not null,
  thresholds integer[] not null,
  primary key (key, budget)
);
-- Only ever appended to. The sum of a budget's lines in a cell is that row of genops_budget_cell.
create table genops_budget_ledger (
  sequence bigint generated always as identity primary key,
  at timestamptz not null,
  budget text not null,
  cell timestamptz not null,
  key text not null,
  kind text not null,
  reserved bigint not null,
  committed bigint not null
);
create index genops_budget_ledger_budget on genops_budget_ledger (budget, sequence);
create table genops_budget_alert (
  budget text not null,
  period timestamptz not null,
  percent integer not null,
  primary key (budget, period, percent)
);
create table genops_budget_approval (
  id text primary key,
  budget text not null,
  extra bigint not null,
  until timestamptz not null,
  approver text not null,
  reason text not null
);
create index genops_budget_approval_budget on genops_budget_approval (budget, until);
-- Shows a cell whose sums are not what the ledger says; always empty.
create view genops_budget_difference as
  select budget, cell, c.committed, c.reserved, l.committed as ledger_committed, l.reserved as ledger_reserved
  from genops_budget_cell c
  full join (
    select budget, cell, sum(committed) as committed, sum(reserved) as reserved
    from genops_budget_ledger group by budget, cell) l using (budget, cell)
  where coalesce(c.committed, 0) <> coalesce(l.committed, 0) or coalesce(c.reserved, 0) <> coalesce(l.reserved, 0);
