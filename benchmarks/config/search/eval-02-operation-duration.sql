with d as (
    select "genops.operation.name" as name, avg("genops.operation.duration_ms") as mean,
        quantile_disc("genops.operation.duration_ms", [0.5, 0.95, 0.99]) as q
    from events where "genops.operation.duration_ms" is not null group by all)
select name, mean, q[1], q[2], q[3], round(mean / 1000, 2), round(q[1] / 1000, 2), round(q[2] / 1000, 2), round(q[3] / 1000, 2)
from d order by mean desc
