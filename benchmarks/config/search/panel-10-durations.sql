select "genops.operation.name", avg("genops.operation.duration_ms"), max("genops.operation.duration_ms"), count(*) from events group by 1
