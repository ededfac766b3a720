with found as (
    select "genops.team" as team, fields ->> ['$."genops.budget.name"', '$."genops.budget.limit"', '$."genops.budget.used"',
        '$."genops.budget.remaining"', '$."genops.budget.utilization"'] as b
    from events where contains(fields, '"genops.budget.')),
most as (
    select b[1] as name, team, max(b[2]::double) as lim, max(b[3]::double) as used, max(b[4]::double) as remaining,
        max(b[5]::double) as utilization
    from found group by all)
select name, team, lim, used, remaining, utilization, printf('$%.2f', lim), printf('$%.2f', used), printf('$%.2f', remaining),
    format('{:g}%', round(utilization, 1)),
    case when utilization >= 90 then 'CRITICAL' when utilization >= 80 then 'WARNING' when utilization >= 0 then 'OK' end
from most order by utilization desc
