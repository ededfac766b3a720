select "genops.team", "genops.project", sum("genops.cost.total"), sum("genops.tokens.total"), count(*) from events
group by all order by 3 desc
