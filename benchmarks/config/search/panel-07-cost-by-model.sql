select "genops.cost.model", sum("genops.cost.total") from events group by 1 order by 2 desc
