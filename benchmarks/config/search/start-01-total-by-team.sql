select "genops.team", sum("genops.cost.total") from events group by 1
