select distinct epoch(time_bucket(interval 5 minutes, _time)) from events where "genops.cost.total" is not null
