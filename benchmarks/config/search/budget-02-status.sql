with most as (
    select "genops.budget.name" as name, "genops.team" as team, max("genops.budget.limit")::double as lim,
        max("genops.budget.used")::double as used, max("genops.budget.remaining")::double as remaining,
        max("genops.budget.utilization")::double as utilization
    from events where "genops.budget.name" is not null group by all)
select name, team, lim, used, remaining, utilization, printf('$%.2f', lim), printf('$%.2f', used), printf('$%.2f', remaining),
    format('{:g}%', round(utilization, 1)),
    case when utilization >= 90 then 'CRITICAL' when utilization >= 80 then 'WARNING' when utilization >= 0 then 'OK' end
from most order by utilization desc
