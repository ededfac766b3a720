with hourly as (
    select time_bucket(interval 1 hour, _time) as _time, "genops.team" as team, sum("genops.cost.total") as cost from events group by all),
means as (select *, avg(cost) over (partition by team) as mean from hourly)
select epoch(_time), team, cost, mean from means where cost > mean * 2
