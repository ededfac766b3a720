pivot (select epoch(time_bucket(interval 1 hour, _time)) as _time, "genops.team" as team, "genops.cost.total" as cost from events)
on team using sum(cost) group by _time
