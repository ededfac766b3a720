select sum("genops.cost.total") from events
