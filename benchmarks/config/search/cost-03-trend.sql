pivot (select epoch(time_bucket(interval 1 hour, _time)) as _time, "genops.project" as project, "genops.cost.total" as cost from events)
on project using sum(cost) group by _time
