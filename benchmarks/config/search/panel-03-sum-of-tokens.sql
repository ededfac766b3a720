select sum("genops.tokens.total") from events where "genops.cost.total" is not null
