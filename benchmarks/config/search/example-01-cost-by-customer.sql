select "genops.customer_id", sum("genops.cost.total") from events where "genops.cost.total" is not null group by 1
