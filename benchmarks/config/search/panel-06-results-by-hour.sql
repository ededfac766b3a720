pivot (select epoch(time_bucket(interval 1 hour, _time)) as _time, "genops.policy.result" as result from events where "genops.policy.result" <> 'allowed')
on result using count(*) group by _time
