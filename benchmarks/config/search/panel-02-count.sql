select count("genops.cost.total") from events
